// @vitest-environment node
import { expect, it } from 'vitest'
import { allowUndefined } from './exact-optional.mjs'

it.each([
  ['interface A { b?: string }', 'interface A { b?: (string) | undefined }'],
  ['interface A { b?: () => void; c: 1 }', 'interface A { b?: (() => void) | undefined; c: 1 }'],
  ['type A = { b?: { c?: 1 } }', 'type A = { b?: ({ c?: (1) | undefined }) | undefined }'],
  ['declare class A { readonly b?: string[] }', 'declare class A { readonly b?: (string[]) | undefined }'],
])('%s', (before, after) => {
  expect(allowUndefined(before)).toBe(after)
})

it.each([
  'interface A { b?: string | undefined }',
  'interface A { b?: unknown; c?: any }',
  'declare function a(b?: string): void',
  'interface A { b?(): void }',
])('%s stays', (text) => {
  expect(allowUndefined(text)).toBe(text)
})
