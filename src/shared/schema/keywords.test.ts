// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { JsonSchema } from '../../protocol/model.js'
import { validate } from './validate.js'

/** A schema, values that fit it, and values that do not. */
type Row = [keyword: string, schema: object, fits: unknown[], refused: unknown[]]

const BOTH: Row[] = [
  ['type: string', { type: 'string' }, ['', 'a'], [1, null, true, [], {}]],
  ['type: number', { type: 'number' }, [0, 1.5], ['1', null, true]],
  ['type: integer', { type: 'integer' }, [0, 3, 3.0], [1.5, '3']],
  ['type: boolean', { type: 'boolean' }, [true, false], [0, 'true', null]],
  ['type: null', { type: 'null' }, [null], [0, '', false]],
  ['type: array', { type: 'array' }, [[], [1]], [{}, 'a']],
  ['type: object', { type: 'object' }, [{}, { a: 1 }], [[], 'a', null]],
  ['type as a list', { type: ['string', 'null'] }, ['a', null], [1, {}]],
  ['enum', { enum: ['a', 1, null] }, ['a', 1, null], ['b', '1', false]],
  ['enum of objects', { enum: [{ a: 1, b: 2 }] }, [{ b: 2, a: 1 }], [{ a: 1 }]],
  ['const', { const: 2 }, [2, 2.0], [3, '2']],
  ['const of an array', { const: [{ a: 1 }] }, [[{ a: 1 }]], [[{ a: 2 }], []]],
  ['const: false is not 0', { const: false }, [false], [0, null]],
  ['minLength', { minLength: 2 }, ['ab', 5], ['a', '']],
  ['maxLength', { maxLength: 2 }, ['ab', 100], ['abc']],
  ['maxLength counts characters', { maxLength: 2 }, ['💩💩'], ['💩💩💩']],
  ['pattern', { pattern: '^a*$' }, ['aaa', '', 3], ['ab']],
  ['pattern is not anchored', { pattern: 'a+' }, ['xxaay'], ['xyz']],
  ['minimum', { minimum: 1.1 }, [1.1, 2, 'x'], [0.6]],
  ['maximum', { maximum: 3 }, [3, 2.6, 'x'], [3.5]],
  ['exclusiveMinimum', { exclusiveMinimum: 1.1 }, [1.2], [1.1, 0.6]],
  ['exclusiveMaximum', { exclusiveMaximum: 3 }, [2.2], [3, 3.5]],
  ['multipleOf', { multipleOf: 2 }, [10, 0, 'x'], [7]],
  ['multipleOf a fraction', { multipleOf: 0.01 }, [0.07, 4.35], [0.075]],
  ['minItems', { minItems: 1 }, [[1], ''], [[]]],
  ['maxItems', { maxItems: 2 }, [[1, 2], 'abc'], [[1, 2, 3]]],
  [
    'uniqueItems',
    { uniqueItems: true },
    [
      [1, 2],
      [1, true],
      [{ a: 1 }, { a: 2 }],
    ],
    [
      [1, 1],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
  ],
  ['items', { items: { type: 'integer' } }, [[1, 2], [], {}], [[1, 'x']]],
  ['items: false', { items: false }, [[]], [[1]]],
  ['contains', { contains: { minimum: 5 } }, [[3, 5], [6]], [[1, 2], []]],
  ['properties', { properties: { a: { type: 'integer' } } }, [{ a: 1 }, { b: 'x' }, {}], [{ a: 'x' }]],
  ['properties: false', { properties: { a: false } }, [{ b: 1 }], [{ a: 1 }]],
  ['required', { required: ['a'] }, [{ a: 1 }, { a: null }, 'x'], [{}, { b: 1 }]],
  ['required does not inherit', { required: ['toString'] }, [{ toString: 1 }], [{}]],
  ['minProperties', { minProperties: 1 }, [{ a: 1 }, ''], [{}]],
  ['maxProperties', { maxProperties: 1 }, [{ a: 1 }, [1, 2]], [{ a: 1, b: 2 }]],
  [
    'patternProperties',
    { patternProperties: { '^f.*o$': { type: 'integer' } } },
    [{ foo: 1 }, { bar: 'x' }],
    [{ foo: 'x' }],
  ],
  [
    'additionalProperties: false',
    { properties: { a: {} }, additionalProperties: false },
    [{ a: 1 }],
    [{ a: 1, b: 2 }],
  ],
  [
    'additionalProperties as a schema',
    { properties: { a: {} }, additionalProperties: { type: 'boolean' } },
    [{ a: 1, b: true }],
    [{ a: 1, b: 2 }],
  ],
  [
    'additionalProperties beside patternProperties',
    { patternProperties: { '^x': {} }, additionalProperties: false },
    [{ x1: 1 }],
    [{ y: 1 }],
  ],
  ['propertyNames', { propertyNames: { maxLength: 3 } }, [{ abc: 1 }, {}], [{ abcd: 1 }]],
  ['allOf', { allOf: [{ minimum: 1 }, { maximum: 3 }] }, [2], [0, 4]],
  ['anyOf', { anyOf: [{ type: 'integer' }, { minimum: 2 }] }, [1, 2.5, 3], [1.5]],
  ['oneOf', { oneOf: [{ type: 'integer' }, { minimum: 2 }] }, [1, 2.5], [3, 1.5]],
  ['not', { not: { type: 'integer' } }, ['x', 1.5], [1]],
  ['not within properties', { properties: { a: { not: {} } } }, [{ b: 1 }], [{ a: 1 }]],
  ['if and then', { if: { exclusiveMaximum: 0 }, then: { minimum: -10 } }, [-1, 3], [-100]],
  ['if and else', { if: { exclusiveMaximum: 0 }, else: { multipleOf: 2 } }, [-1, 4], [3]],
  [
    'if, then and else',
    { if: { const: 'yes' }, then: { maxLength: 3 }, else: { const: 'other' } },
    ['yes', 'other'],
    ['no'],
  ],
  ['then without if', { then: { const: 0 } }, [0, 'x'], []],
  [
    '$ref to the root',
    { properties: { a: { $ref: '#' } }, additionalProperties: false },
    [{ a: { a: {} } }],
    [{ a: { b: 1 } }],
  ],
  [
    '$ref by pointer',
    { properties: { a: { type: 'integer' }, b: { $ref: '#/properties/a' } } },
    [{ b: 3 }],
    [{ b: 'x' }],
  ],
  [
    '$ref with escapes',
    { definitions: { 'a/b': { type: 'integer' } }, properties: { a: { $ref: '#/definitions/a~1b' } } },
    [{ a: 1 }],
    [{ a: 'x' }],
  ],
  [
    'a property that is named $ref',
    { properties: { $ref: { type: 'string' } } },
    [{ $ref: 'a' }],
    [{ $ref: 2 }],
  ],
  [
    'default is no rule',
    { properties: { a: { type: 'integer', default: 'x' } } },
    [{}, { a: 1 }],
    [{ a: 'x' }],
  ],
  ['format is no rule', { format: 'email' }, ['not an address'], []],
  ['unknown keywords', { 'x-order': 1 }, [1, 'x', null], []],
  ['the empty schema', {}, [1, 'x', null, [], {}], []],
]

const DRAFT_7: Row[] = [
  [
    'items as a list',
    { items: [{ type: 'integer' }, { type: 'string' }] },
    [[1, 'x'], [1], [1, 'x', true]],
    [['x', 1]],
  ],
  ['additionalItems: false', { items: [{}], additionalItems: false }, [[1]], [[1, 2]]],
  [
    'additionalItems as a schema',
    { items: [{}], additionalItems: { type: 'integer' } },
    [['x', 2]],
    [[1, 'x']],
  ],
  ['additionalItems without a list', { items: {}, additionalItems: false }, [[1, 2]], []],
  ['dependencies as names', { dependencies: { b: ['a'] } }, [{ a: 1, b: 2 }, { a: 1 }], [{ b: 2 }]],
  [
    'dependencies as a schema',
    { dependencies: { b: { properties: { a: { type: 'integer' } } } } },
    [{ a: 'x' }, { a: 1, b: 1 }],
    [{ a: 'x', b: 1 }],
  ],
  ['definitions', { definitions: { n: { type: 'null' } }, $ref: '#/definitions/n' }, [null], [1]],
  [
    'what stands beside $ref is ignored',
    { definitions: { n: { type: 'array' } }, properties: { a: { $ref: '#/definitions/n', maxItems: 1 } } },
    [{ a: [1, 2] }],
    [{ a: 'x' }],
  ],
]

const DRAFT_2020_12: Row[] = [
  [
    'prefixItems',
    { prefixItems: [{ type: 'integer' }, { type: 'string' }] },
    [[1, 'x'], [1], [1, 'x', true]],
    [['x', 1]],
  ],
  ['items after prefixItems', { prefixItems: [{}], items: { type: 'integer' } }, [['x', 2]], [[1, 'x']]],
  ['items: false after prefixItems', { prefixItems: [{}], items: false }, [[1]], [[1, 2]]],
  ['minContains', { contains: { const: 1 }, minContains: 2 }, [[1, 1]], [[1], [1, 2]]],
  ['minContains: 0', { contains: { const: 1 }, minContains: 0 }, [[], [2]], []],
  ['maxContains', { contains: { const: 1 }, maxContains: 1 }, [[1, 2]], [[1, 1], []]],
  ['dependentRequired', { dependentRequired: { b: ['a'] } }, [{ a: 1, b: 2 }, {}], [{ b: 2 }]],
  ['dependentSchemas', { dependentSchemas: { b: { required: ['a'] } } }, [{ a: 1, b: 1 }, {}], [{ b: 1 }]],
  ['$defs', { $defs: { n: { type: 'null' } }, $ref: '#/$defs/n' }, [null], [1]],
  [
    'what stands beside $ref counts',
    { $defs: { n: { type: 'array' } }, properties: { a: { $ref: '#/$defs/n', maxItems: 1 } } },
    [{ a: [1] }],
    [{ a: [1, 2] }, { a: 'x' }],
  ],
  ['unevaluatedProperties is accepted', { unevaluatedProperties: false }, [{ a: 1 }], []],
  [
    'not around unevaluatedProperties refuses nothing',
    { not: { unevaluatedProperties: false } },
    [{ a: 1 }, {}],
    [],
  ],
]

describe.each([
  { draft: 'draft 7', refReplaces: true, rows: [...BOTH, ...DRAFT_7] },
  { draft: 'draft 2020-12', refReplaces: false, rows: [...BOTH, ...DRAFT_2020_12] },
])('keywords of $draft', ({ refReplaces, rows }) => {
  it.each(rows)('%s', (_, schema, fits, refused) => {
    const isFine = (value: unknown) =>
      validate(value, schema, { root: schema as JsonSchema, refReplaces }).length === 0
    expect(fits.filter((value) => !isFine(value))).toEqual([])
    expect(refused.filter(isFine)).toEqual([])
  })
})
