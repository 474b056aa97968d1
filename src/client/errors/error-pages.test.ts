// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { en } from '../../messages/en.js'
import type { ErrorKind } from './model-runner-error.js'

const folder = join(import.meta.dirname, '../../../docs/errors')

/** Exhaustive by its type: a new kind does not compile before it stands here. */
const KINDS: Record<ErrorKind, true> = {
  validation: true,
  unauthorized: true,
  'insufficient-balance': true,
  forbidden: true,
  'not-found': true,
  conflict: true,
  'too-large': true,
  'invalid-output': true,
  'generation-failed': true,
  'rate-limited': true,
  server: true,
  network: true,
  timeout: true,
  aborted: true,
  proxy: true,
  'unexpected-response': true,
  'upload-rejected': true,
  'upload-failed': true,
}

it.each(Object.keys(KINDS))(
  '%s has a page that says what to do and who pays, and the index leads there',
  (kind) => {
    const page = readFileSync(join(folder, `${kind}.md`), 'utf8')
    expect(page).toContain(`# \`${kind}\``)
    for (const heading of ['## What to do', '**Developer**', '**Person', '## Who pays'])
      expect(page).toContain(heading)
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`(${kind}.md)`)
  },
)

it('has no page of a kind that does not exist', () => {
  const pages = readdirSync(folder).filter((name) => name !== 'README.md')
  expect(pages.sort()).toEqual(
    Object.keys(KINDS)
      .map((kind) => `${kind}.md`)
      .sort(),
  )
})

it('has its pages in the package, where notices lead to', () => {
  const root = join(folder, '../..')
  const { name, files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string
    files: string[]
  }
  const { pathname } = new URL(en.errorDocsUrl('proxy'))
  expect(pathname).toBe(`/npm/${name}/docs/errors/proxy.md`)
  expect(files).toContain('docs/errors')
})
