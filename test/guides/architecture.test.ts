// @vitest-environment node
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MODULES } from '../support/import-table.js'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8')

const PATH = /`((?:src|test|scripts)\/[^`]+)`/g
const pathsIn = (text: string) => [...text.matchAll(PATH)].map(([, path = '']) => path)
const sectionOf = (title: string) => page.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? ''

/** Body rows of the tables in a section. */
function rowsOf(title: string): string[] {
  return sectionOf(title)
    .split('\n')
    .filter((line, at, lines) => line.startsWith('| ') && !lines[at + 1]?.startsWith('| ---'))
    .filter((line) => !line.startsWith('| ---'))
}

it('names only files and folders that exist', () => {
  expect(pathsIn(page).length).toBeGreaterThan(40)
  expect(pathsIn(page).filter((path) => !existsSync(join(root, path)))).toEqual([])
})

describe('Where is X decided?', () => {
  const rows = rowsOf('Where is X decided?')

  it('answers ten questions at least', () => {
    expect(rows.length).toBeGreaterThanOrEqual(10)
  })

  it.each(rows)('%s names exactly one file', (row) => {
    const files = pathsIn(row)
    expect(files).toHaveLength(1)
    expect(statSync(join(root, files[0] ?? '')).isFile()).toBe(true)
  })
})

describe.each([
  { title: 'From click to answer', most: 9 },
  { title: 'From stream event to component', most: 9 },
  { title: 'From file to URL', most: 10 },
])('$title', ({ title, most }) => {
  it(`passes through at most ${most} files, one per step`, () => {
    const rows = rowsOf(title)
    expect(rows.length).toBeGreaterThan(5)
    expect(rows.length).toBeLessThanOrEqual(most)
    expect(rows.map((row) => pathsIn(row).length)).toEqual(rows.map(() => 1))
  })
})

it('lists every folder of src, and no other', () => {
  const listed = rowsOf('Modules').map((row) => /^\| `([^`]+)`/.exec(row)?.[1] ?? '')
  const folders = (path: string) =>
    readdirSync(join(root, path), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
  const expected = [...folders('src').map((name) => `src/${name}`), ...folders('src/client')]
  expect(listed.toSorted()).toEqual(expected.toSorted())
})

it('allows what the import table allows', () => {
  for (const { folder, may } of MODULES.filter((module) => !/^client|^devtools$/.test(module.folder))) {
    const row = rowsOf('Modules').find((line) => line.startsWith(`| \`src/${folder}\``)) ?? ''
    const allowed = [...(row.split(' | ')[2] ?? '').matchAll(/(types of )?`([a-z]+)`/g)]
      .filter(([, isTypes]) => !isTypes)
      .map(([, , name = '']) => name)
    expect(new Set(allowed), folder).toEqual(new Set(may))
  }
})
