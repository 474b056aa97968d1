// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { errorKinds } from '../../../test/support/error-kinds.js'
import { en } from '../../messages/en.js'

const folder = join(import.meta.dirname, '../../../docs/errors')

it.each(errorKinds)('%s has a page that says what to do and who pays, and the index leads there', (kind) => {
  const page = readFileSync(join(folder, `${kind}.md`), 'utf8')
  expect(page).toContain(`# \`${kind}\``)
  for (const heading of ['## What to do', '**Developer**', '**User of the app**', '## Who pays'])
    expect(page).toContain(heading)
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`(${kind}.md)`)
})

it('has no page of a kind that does not exist', () => {
  const pages = readdirSync(folder).filter((name) => name !== 'README.md')
  expect(pages.sort()).toEqual(errorKinds.map((kind) => `${kind}.md`).sort())
})

it('has its pages in the package, where notices lead to', () => {
  const root = join(folder, '../..')
  const { name, files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string
    files: string[]
  }
  const { pathname } = new URL(en.errorDocsUrl('proxy'))
  expect(pathname).toBe(`/npm/${name}/docs/errors/proxy.md`)
  expect(files).toContain('docs/**/*.{md,css}')
})
