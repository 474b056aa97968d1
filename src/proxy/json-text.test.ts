// @vitest-environment node
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { depthOf, elementsOf, membersOf, withoutMember } from './json-text.js'

const spaced = (value: unknown) => fc.constantFrom(JSON.stringify(value), JSON.stringify(value, null, 2))
const json = fc.jsonValue({ maxDepth: 4 })

it('takes objects and arrays apart without reading their values', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), json).chain(spaced), (text) => {
      const members = membersOf(text) ?? []
      const value = JSON.parse(text) as Record<string, unknown>
      expect(members.map(({ key }) => key)).toEqual(Object.keys(value))
      expect(members.map((member) => JSON.parse(member.value) as unknown)).toEqual(Object.values(value))
    }),
  )
  fc.assert(
    fc.property(fc.array(json).chain(spaced), (text) => {
      expect((elementsOf(text) ?? []).map((element) => JSON.parse(element) as unknown)).toEqual(
        JSON.parse(text),
      )
    }),
  )
  expect(membersOf('[]')).toBeUndefined()
  expect(elementsOf('{}')).toBeUndefined()
})

it('removes a member wherever it stands, and nothing else', () => {
  const remove = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(remove)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => (key === 'mr_user' ? [] : [[key, remove(inner)]])),
    )
  }
  const tagged: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('"mr_user":"x"', 1, null, '\\'),
      fc.array(tie('value')),
      fc.dictionary(fc.constantFrom('a', 'mr_user', 'b', 'c'), tie('value')),
    ),
  })).value
  fc.assert(
    fc.property(tagged.chain(spaced), (text) => {
      expect(JSON.parse(withoutMember(text, 'mr_user'))).toEqual(remove(JSON.parse(text)))
    }),
  )
  expect(withoutMember('{"seed":9007199254740993,"m":{"a":"b","mr_user":"x"}}', 'mr_user')).toBe(
    '{"seed":9007199254740993,"m":{"a":"b"}}',
  )
})

it('measures depth without recursion', () => {
  expect(depthOf('"["')).toBe(0)
  expect(depthOf('{"a":[{}]}')).toBe(3)
  expect(depthOf('['.repeat(200_000) + ']'.repeat(200_000))).toBe(200_000)
})
