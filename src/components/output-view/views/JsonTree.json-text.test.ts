// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { jsonText } from './JsonTree.js'

const circle: Record<string, unknown> = { name: 'a' }
circle['list'] = [circle]
const shared = { x: 1 }

describe('jsonText', () => {
  it.each([
    ['what JSON writes', { a: [1, 'x', null, true] }, '{"a":[1,"x",null,true]}'],
    ['a circle', circle, '{"name":"a","list":["[…]"]}'],
    ['one thing in two places', [shared, shared], '[{"x":1},{"x":1}]'],
    ['a bigint', { n: 10n }, '{"n":"10"}'],
    ['nothing', undefined, 'undefined'],
  ])('writes %s', (_name, value, text) => {
    expect(jsonText(value)).toBe(text)
  })

  it('writes a value that is deeper than the engine can follow, up to a depth', () => {
    let deep: unknown = 1
    for (let level = 0; level < 50_000; level += 1) deep = [deep]
    expect(jsonText(deep)).toMatch(/^\[+"\[…\]"\]+$/)
  })
})
