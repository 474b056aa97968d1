// @vitest-environment node
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { partsDocs } from './parts-docs.mjs'

it('docs/parts.md is what the components are made of (else: node scripts/write-parts-docs.mjs)', () => {
  expect(readFileSync('docs/parts.md', 'utf8')).toBe(partsDocs())
}, 30_000)
