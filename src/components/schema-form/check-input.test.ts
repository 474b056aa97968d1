// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonSchema } from '../../protocol/model.js'
import { checkInput } from './check-input.js'
import { planFields } from './plan-fields.js'

function check(schema: JsonSchema, value: unknown, required = false) {
  const root = { properties: { a: schema }, ...(required ? { required: ['a'] } : undefined) }
  const input = value === undefined ? {} : { a: value }
  return checkInput(planFields(root) ?? [], input, root).map(({ code }) => code)
}

describe('checkInput', () => {
  it.each([
    ['a missing required text', { type: 'string' }, undefined, ['required']],
    ['an empty required text', { type: 'string' }, '', ['required']],
    [
      'a required list that was not given',
      { type: 'array', items: { type: 'string' } },
      undefined,
      ['required'],
    ],
    ['an empty required list of no stated length', { type: 'array', items: { type: 'string' } }, [], []],
    [
      'an empty required list of one or more',
      { type: 'array', items: { type: 'string' }, minItems: 1 },
      [],
      ['required'],
    ],
    ['an empty required list of files', { type: 'array', items: { format: 'uri' } }, [], ['required']],
    ['a required false', { type: 'boolean' }, false, []],
    ['a required zero', { type: 'integer' }, 0, []],
    ['an empty text whose default is empty', { type: 'string', default: '' }, '', []],
  ])('finds of %s what is missing', (_, schema, value, codes) => {
    expect(check(schema, value, true)).toEqual(codes)
  })

  it.each([
    [{ type: 'string', minLength: 3 }, 'ab', ['too-short']],
    [{ type: 'string', maxLength: 2 }, 'abc', ['too-long']],
    [{ type: 'string', maxLength: 2 }, '👩🏽', []],
    [{ type: 'string', pattern: '^a+$' }, 'b', ['pattern']],
    [{ type: 'string', pattern: '(' }, 'b', []],
    [{ type: 'integer' }, 1.5, ['not-integer']],
    [{ type: 'integer', minimum: 2 }, 1, ['minimum']],
    [{ type: 'integer', maximum: 2 }, 3, ['maximum']],
    [{ type: 'number', exclusiveMinimum: 0 }, 0, ['above']],
    [{ type: 'number', exclusiveMaximum: 1 }, 1, ['below']],
    [{ type: 'number', multipleOf: 0.1 }, 0.3, []],
    [{ type: 'integer', multipleOf: 8 }, 12, ['step']],
    [{ type: 'number' }, Number.NaN, ['type']],
    [{ enum: ['x', 2] }, 2, []],
    [{ enum: ['x', 2] }, '2', ['not-a-choice']],
    [{ type: 'object' }, [], ['type']],
    [{ type: 'object' }, { any: 1 }, []],
    [{ type: 'array', items: { type: 'string' }, minItems: 2 }, ['x'], ['too-few']],
    [{ type: 'array', items: { type: 'string' }, maxItems: 1 }, ['x', 'y'], ['too-many']],
    [{ type: 'array', items: { type: 'integer', minimum: 1 } }, [1, 0], ['minimum']],
    [{ type: 'string', format: 'uri' }, 'https://a.example/x.png', []],
    [{ type: 'string', format: 'uri' }, 'javascript:alert(1)', ['not-a-url']],
    [{ type: 'string', format: 'uri' }, new Blob(['x']), []],
  ])('finds in %j %j: %j', (schema, value, codes) => {
    expect(check(schema, value)).toEqual(codes)
  })

  it('names the path of a problem within lists, sizes and groups', () => {
    const side = { type: 'integer', maximum: 10 }
    const size = { anyOf: [{ enum: ['s'] }, { properties: { width: side, height: side } }] }
    const schema: JsonSchema = {
      properties: {
        size,
        tags: { type: 'array', items: { type: 'string', maxLength: 1 } },
        box: { properties: { x: { type: 'integer' } }, required: ['x'] },
      },
    }
    const plans = planFields(schema)
    const input = { size: { width: 5, height: 99 }, tags: ['a', 'bb'], box: {} }
    expect(checkInput(plans ?? [], input, schema).map(({ path }) => path.join('.'))).toEqual([
      'box.x',
      'size.height',
      'tags.1',
    ])
  })

  it('reports no problem in an optional group that was not started', () => {
    expect(check({ properties: { x: { type: 'integer' } }, required: ['x'] }, undefined)).toEqual([])
  })

  it('finds nothing in any number between the bounds, and one thing outside of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), (value) => {
        const codes = check({ type: 'integer', minimum: -100, maximum: 100 }, value)
        expect(codes).toEqual(value < -100 ? ['minimum'] : value > 100 ? ['maximum'] : [])
      }),
    )
  })
})
