// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const APP = join(ROOT, 'e2e/sdk/app/src')

it('shows the recipes for SDKs as they are compiled and run by npm run test:sdk', () => {
  const guide = readFileSync(join(ROOT, 'docs/chat.md'), 'utf8')
  const shown = [...guide.matchAll(/^```ts\n\/\/ (with-[\w-]+\.ts)\n([\s\S]*?)^```/gm)]
  const files = readdirSync(APP).filter((name) => name.startsWith('with-'))
  expect(shown.map(([, name]) => name).toSorted()).toEqual(files.toSorted())
  for (const [, name = '', code] of shown) expect(code, name).toBe(readFileSync(join(APP, name), 'utf8'))
})
