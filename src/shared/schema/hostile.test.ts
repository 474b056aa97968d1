// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { JsonSchema } from '../../protocol/model.js'
import { resolveSchema } from './resolve-schema.js'
import { validate } from './validate.js'

describe('a keyword of another kind than its own', () => {
  it.each([
    ['anyOf', false],
    ['oneOf', { a: 1 }],
    ['allOf', 'x'],
    ['enum', 'a'],
    ['properties', ['a']],
    ['required', true],
    ['type', 7],
    ['title', 5],
    ['$ref', 3],
    ['minimum', '0'],
    ['maxItems', null],
    ['pattern', {}],
  ])('counts as not given: %s', (key, value) => {
    const given = { description: 'Why', [key]: value } as JsonSchema
    expect(resolveSchema(given, given).schema).toEqual({ description: 'Why' })
  })
})

describe('a schema that refers to itself', () => {
  /** A schema whose parts are read so many times. */
  function counted() {
    let reads = 0
    const target: JsonSchema = { $anchor: 'a', type: 'string' }
    const root = { $defs: { target }, items: { $ref: '#a' } }
    const watched = new Proxy(root, {
      ownKeys(given) {
        reads += 1
        return Reflect.ownKeys(given)
      },
    }) as unknown as JsonSchema
    return { root: watched, reads: () => reads }
  }

  it('is searched for its anchors once, however many values they check', () => {
    const { root, reads } = counted()
    const values = Array.from({ length: 500 }, () => 'x')
    expect(validate(values, root, { root })).toEqual([])
    expect(reads()).toBe(1)
  })

  it('gives a bounded number of problems, also where it multiplies them', () => {
    const part: JsonSchema = { required: Array.from({ length: 1000 }, (_, at) => `field_${at}`) }
    const all = (schema: JsonSchema): JsonSchema => ({ allOf: Array.from({ length: 30 }, () => schema) })
    const schema = all(all(all(part)))
    expect(validate({}, schema, { root: schema })).toHaveLength(100)
  })
})
