import type { JsonSchema } from '../../src/protocol/model.js'
import type { HostileSize } from './hostile-outputs.js'

/** Schemas that no model should have: each is made when it is asked for. */
export function hostileSchemas({ long, many, deep }: HostileSize): Record<string, () => JsonSchema> {
  const words = () => 'word '.repeat(long / 5)
  const names = (count: number, node: (at: number) => unknown) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`field_${at}`, node(at)]))
  const one = (node: unknown): JsonSchema => ({ type: 'object', properties: { field: node } }) as JsonSchema

  return {
    'very many fields': () =>
      ({ type: 'object', properties: names(many, () => ({ type: 'string' })) }) as JsonSchema,
    'very many required fields': () => {
      const properties = names(many, (at) => ({ type: 'integer', default: at }))
      return { type: 'object', properties, required: Object.keys(properties) } as JsonSchema
    },
    'very many options': () => one({ enum: Array.from({ length: many }, (_, at) => `option_${at}`) }),
    'very many options that read alike': () =>
      one({ enum: Array.from({ length: many }, () => 'a_b').concat('A b') }),
    'very many examples': () =>
      one({ type: 'string', examples: Array.from({ length: many }, (_, at) => `example ${at}`) }),
    'very many variants': () =>
      one({
        oneOf: Array.from({ length: many }, (_, at) => ({ type: 'object', properties: { [`p${at}`]: {} } })),
      }),
    'a default list of very many entries': () =>
      one({
        type: 'array',
        items: { type: 'string' },
        default: Array.from({ length: many }, (_, at) => `entry ${at}`),
      }),
    'a required object in an object, very deep': () => {
      let node: unknown = { type: 'string' }
      for (let level = 0; level < deep; level += 1)
        node = { type: 'object', required: ['inner'], properties: { inner: node } }
      return one(node)
    },
    'a default very deep': () => {
      let value: unknown = 1
      for (let level = 0; level < deep; level += 1) value = [value]
      return one({ type: 'array', default: value })
    },
    'texts of megabytes': () => ({
      type: 'object',
      title: words(),
      properties: {
        prompt: { type: 'string', title: words(), description: words(), default: words() },
        line: { type: 'string', maxLength: long * 2, default: 'x'.repeat(long) },
        choice: { enum: ['a', words()] },
        variants: {
          oneOf: [
            { type: 'string', title: words() },
            { type: 'object', required: [words()], properties: { a: { const: words() } } },
          ],
        },
        text: { type: 'string', examples: [words(), 'short'] },
        items: { type: 'array', items: { type: 'string', title: words() } },
        list: { type: 'array', items: { type: 'string' }, default: [words()] },
        json: { default: words() },
        image: { type: 'string', format: 'uri', default: `https://media.example/${'a'.repeat(long)}` },
      },
    }),
    'a name of megabytes': () => ({
      type: 'object',
      properties: { ['n_'.repeat(long / 2)]: { type: 'string' } },
    }),
    'references in circles': () => ({
      type: 'object',
      properties: { a: { $ref: '#/properties/b' }, b: { $ref: '#/properties/a' }, c: { $ref: '#' } },
    }),
    'each part has all parts': () => ({
      type: 'object',
      $defs: { A: { allOf: Array.from({ length: 30 }, () => ({ $ref: '#/$defs/A' })) } },
      properties: {
        a: { $ref: '#/$defs/A' },
        b: { anyOf: Array.from({ length: 30 }, () => ({ $ref: '#/$defs/A' })) },
      },
    }),
    'unions of unions of unions': () =>
      one({ allOf: Array.from({ length: 12 }, (_, at) => ({ anyOf: names2(at, 12) })) }),
    'numbers beyond all bounds': () =>
      ({
        type: 'object',
        properties: {
          seed: { type: 'integer', minimum: -1e308, maximum: 1e308, default: 1e300 },
          step: { type: 'number', minimum: 0, maximum: 1e308, multipleOf: 5e-324 },
          none: { type: 'number', minimum: 5, maximum: 1, default: 3 },
          list: { type: 'array', items: { type: 'number' }, minItems: 1e9, maxItems: -1 },
          text: { type: 'string', minLength: 1e9, maxLength: -5 },
        },
      }) as JsonSchema,
    'names that every object has': () =>
      JSON.parse(
        `{"type":"object","required":["__proto__","constructor"],"properties":{"__proto__":{"type":"string"},` +
          `"constructor":{"type":"object","properties":{"__proto__":{"type":"integer"}}},"toString":{"enum":["a","b"]},` +
          `"hasOwnProperty":{"type":"array","items":{"type":"string"}},"":{"type":"string"},"a.b":{"type":"string"}}}`,
      ) as JsonSchema,
  }
}

function names2(seed: number, count: number): JsonSchema[] {
  return Array.from({ length: count }, (_, at) => ({
    type: 'object',
    required: [`p${seed}_${at}`],
    properties: { [`p${seed}_${at}`]: { type: 'string' } },
  }))
}
