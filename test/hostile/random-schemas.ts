import fc from 'fast-check'
import type { JsonSchema } from '../../src/protocol/model.js'

const small = fc.jsonValue({ maxDepth: 1 })

/** Nodes of any shape: what stands in them is seldom what JSON Schema wants there. */
function node(depth: number): fc.Arbitrary<unknown> {
  return fc.record(
    {
      type: fc.constantFrom('string', 'integer', 'number', 'boolean', 'array', 'object', 7, [
        'string',
        'null',
      ]),
      title: fc.oneof(fc.string({ maxLength: 5 }), fc.integer()),
      description: fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.integer()),
      format: fc.constantFrom('uri', 'password', 'color', 'date', 'binary'),
      enum: fc.array(small, { maxLength: 3 }),
      const: small,
      default: small,
      required: fc.oneof(fc.array(fc.string({ maxLength: 3 }), { maxLength: 2 }), fc.boolean()),
      $ref: fc.constantFrom('#', '#/properties/a', '#/$defs/none', 'http://x', '#a'),
      minimum: fc.oneof(fc.integer(), fc.string({ maxLength: 2 }), fc.double()),
      maximum: fc.oneof(fc.integer(), fc.double()),
      multipleOf: fc.double(),
      maxLength: fc.oneof(fc.integer(), fc.string({ maxLength: 2 })),
      minItems: fc.integer({ max: 5 }),
      pattern: fc.string({ maxLength: 8 }),
      examples: small,
      'x-order': fc.oneof(fc.integer(), fc.string({ maxLength: 2 })),
      'x-enum-labels': small,
      discriminator: small,
      ...(depth > 0
        ? {
            properties: fc.oneof(
              fc.dictionary(fc.string({ maxLength: 4 }), node(depth - 1), { maxKeys: 3 }),
              small,
            ),
            items: fc.oneof(node(depth - 1), small),
            anyOf: fc.oneof(fc.array(node(depth - 1), { maxLength: 3 }), small),
            oneOf: fc.array(node(depth - 1), { maxLength: 3 }),
            allOf: fc.oneof(fc.array(node(depth - 1), { maxLength: 2 }), small),
          }
        : undefined),
    },
    { requiredKeys: [] },
  )
}

/** Input schemas whose fields may be of any shape. */
export const randomSchema: fc.Arbitrary<JsonSchema> = fc
  .record(
    {
      properties: fc.dictionary(
        fc.constantFrom('a', 'b', 'image', 'prompt', '__proto__', 'seed', 'color', ''),
        node(2),
      ),
      required: fc.array(fc.constantFrom('a', 'b', 'image', '__proto__', 'seed', 'nowhere')),
      'x-fal-order-properties': fc.oneof(fc.array(fc.constantFrom('a', 'seed', 'nowhere')), fc.integer()),
      allOf: fc.array(node(1), { maxLength: 2 }),
    },
    { requiredKeys: ['properties'] },
  )
  .map((schema) => ({ type: 'object', ...schema }) as JsonSchema)
