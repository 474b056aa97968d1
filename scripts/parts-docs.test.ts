// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { partsDocs } from './parts-docs.mjs'

it('docs/parts.md is what the components are made of (else: node scripts/write-parts-docs.mjs)', () => {
  expect(readFileSync('docs/parts.md', 'utf8')).toBe(partsDocs())
}, 30_000)

it('lists no part that nothing renders', () => {
  const rendered = readdirSync('src/components', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx') && !name.includes('.test.'))
    .map((name) => readFileSync(`src/components/${name}`, 'utf8'))
    // As an attribute, a choice of two, or what a small function in the component is told.
    .flatMap((text) => [
      ...text.matchAll(/(?:\bpart=|\bpart: |\bpart=\{[^}]*\? |\w\(\s*|[a-z] : )["'](\w+)["']/g),
    ])
    .map(([, part]) => part)
  const listed = [...readFileSync('docs/parts.md', 'utf8').matchAll(/^\| `(\w+)` \|/gm)].map(
    ([, part]) => part,
  )
  expect(listed.filter((part) => part !== 'root' && !rendered.includes(part))).toEqual([])
})
