// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { JsonSchema } from '../../protocol/model.js'
import { planFields } from './plan-fields.js'

/** The plan of one property, as the form gets it. */
function plan(schema: JsonSchema, name = 'field', rest: Partial<JsonSchema> = {}) {
  return planFields({ type: 'object', properties: { [name]: schema }, ...rest })?.[0]
}

describe('planFields', () => {
  it('plans nothing without a schema, or for an input that is no object', () => {
    expect(planFields(undefined)).toBeUndefined()
    expect(planFields({})).toBeUndefined()
    expect(planFields({ type: 'string' })).toBeUndefined()
  })

  it('orders by x-order, the rest after it as it stands', () => {
    const properties = {
      last: { type: 'string' },
      second: { type: 'string', 'x-order': 1 },
      first: { type: 'string', 'x-order': 0 },
      end: { type: 'string' },
    }
    expect(planFields({ properties })?.map(({ key }) => key)).toEqual(['first', 'second', 'last', 'end'])
  })

  it('takes the name from the title, else from the property', () => {
    expect(plan({ type: 'string', title: 'My title' })?.label).toBe('My title')
    expect(plan({ type: 'integer' }, 'num_inference_steps')?.label).toBe('Num inference steps')
    expect(plan({ type: 'string', enum: ['a'] }, 'outputUrl')?.label).toBe('Output URL')
  })

  it('does not show the name of a type as a title', () => {
    const $defs = {
      ImageSize: { type: 'object', title: 'ImageSize', properties: { width: { type: 'integer' } } },
    }
    const ref = { $ref: '#/$defs/ImageSize' }
    expect(plan(ref, 'image_size', { $defs })?.label).toBe('Image size')
    expect(plan({ allOf: [ref] }, 'image_size', { $defs })?.label).toBe('Image size')
    expect(plan({ anyOf: [ref, { type: 'null' }] }, 'image_size', { $defs })?.label).toBe('Image size')
    expect(plan({ ...ref, title: 'Size of the image' }, 'image_size', { $defs })?.label).toBe(
      'Size of the image',
    )
  })

  describe('an object with variants beside properties of its own', () => {
    const role = { type: 'string' }
    const variants: JsonSchema[] = [
      { required: ['content'], properties: { content: { type: 'string' } } },
      { required: ['tool'], properties: { tool: { type: 'string' } } },
    ]
    const fieldsOf = (found: ReturnType<typeof plan>) =>
      found?.kind === 'variants'
        ? found.variants.map(({ label, plan: each }) => [
            label,
            each.kind === 'group' ? each.fields.map(({ key, required }) => [key, required]) : each.kind,
          ])
        : found?.kind

    it.each<[string, JsonSchema]>([
      ['beside them', { type: 'object', properties: { role }, required: ['role'], oneOf: variants }],
      [
        'in another part of the same node',
        { allOf: [{ oneOf: variants }, { properties: { role }, required: ['role'] }] },
      ],
      ['in a part before', { allOf: [{ properties: { role }, required: ['role'] }, { anyOf: variants }] }],
    ])('has them in each variant: %s', (_, schema) => {
      expect(fieldsOf(plan(schema, 'message'))).toEqual([
        [
          'Content',
          [
            ['message.role', true],
            ['message.content', true],
          ],
        ],
        [
          'Tool',
          [
            ['message.role', true],
            ['message.tool', true],
          ],
        ],
      ])
    })

    it('is of a variant of each, where two unions must hold', () => {
      const size = {
        oneOf: [
          { required: ['width'], properties: { width: { type: 'integer' } } },
          { required: ['preset'], properties: { preset: { enum: ['a', 'b'] } } },
        ],
      }
      const PAIRS = [
        'field.content,field.preset',
        'field.content,field.width',
        'field.preset,field.tool',
        'field.tool,field.width',
      ]
      for (const schema of [
        { allOf: [size, { anyOf: variants }] },
        { ...size, anyOf: variants },
        { allOf: [size], anyOf: variants },
        { $ref: '#/$defs/Size', anyOf: variants },
      ] as JsonSchema[]) {
        const found = plan(schema, 'field', { $defs: { Size: size } })
        const shown =
          found?.kind === 'variants'
            ? found.variants.map(({ plan: each }) =>
                each.kind === 'group'
                  ? each.fields
                      .map(({ key }) => key)
                      .sort()
                      .join()
                  : each.kind,
              )
            : []
        expect(shown.sort()).toEqual(PAIRS)
      }
    })

    it('leaves out pairs that no value can be of', () => {
      const tagged = (kind: string, name: string) => ({
        type: 'object',
        required: ['kind'],
        properties: { kind: { const: kind }, [name]: { type: 'string' } },
      })
      const found = plan(
        {
          allOf: [
            { oneOf: [tagged('a', 'x'), tagged('b', 'y')] },
            { anyOf: [tagged('a', 'v'), tagged('b', 'w')] },
          ],
        },
        'field',
      )
      expect(found?.kind === 'variants' && found.variants.map(({ label }) => label)).toEqual(['A', 'B'])
      expect(
        plan(
          {
            allOf: [
              { anyOf: [{ type: 'string' }, { type: 'integer' }] },
              { anyOf: [{ type: 'integer' }, { type: 'boolean' }] },
            ],
          },
          'field',
        )?.kind,
      ).toBe('number')
    })

    it('is edited as JSON where there are too many pairs', () => {
      const union = (name: string) => ({
        oneOf: Array.from({ length: 8 }, (_, at) => ({
          type: 'object',
          required: [`${name}${at}`],
          properties: { [`${name}${at}`]: {} },
        })),
      })
      expect(plan({ allOf: [union('a'), union('b')] }, 'field')?.kind).toBe('json')
    })

    it('has the properties of a reference and those beside it', () => {
      const $defs = { Base: { type: 'object', properties: { x: { type: 'string' } } } }
      const beside = { properties: { y: { type: 'string' } } }
      for (const schema of [
        { $ref: '#/$defs/Base', ...beside },
        { allOf: [{ $ref: '#/$defs/Base' }], ...beside },
      ]) {
        const found = plan(schema as JsonSchema, 'field', { $defs })
        expect(found?.kind === 'group' && found.fields.map(({ key }) => key)).toEqual(['field.x', 'field.y'])
      }
    })

    it('is one group where the variants only say which of them are needed', () => {
      const properties = { url: { type: 'string' }, text: { type: 'string' } }
      const found = plan(
        { type: 'object', properties, anyOf: [{ required: ['url'] }, { required: ['text'] }] },
        'source',
      )
      expect(found?.kind === 'group' && found.fields.map(({ key }) => key)).toEqual([
        'source.url',
        'source.text',
      ])
    })
  })

  it('shows required fields, description and default', () => {
    expect(
      plan({ type: 'string', description: 'Why', default: 'x' }, 'a', { required: ['a'] }),
    ).toMatchObject({
      required: true,
      description: 'Why',
      default: 'x',
    })
  })

  it.each([
    ['prompt', { type: 'string' }, true],
    ['negative_prompt', { type: 'string', default: '' }, true],
    ['name', { type: 'string' }, false],
    ['name', { type: 'string', maxLength: 5000 }, true],
    ['name', { type: 'string', default: 'two\nlines' }, true],
  ])('gives %s %j a long text: %s', (name, schema, multiline) => {
    expect(plan(schema, name)).toMatchObject({ kind: 'text', multiline })
  })

  it('keeps the limits of a text', () => {
    expect(plan({ type: 'string', minLength: 2, maxLength: 9, pattern: '^a' })).toMatchObject({
      minLength: 2,
      maxLength: 9,
      pattern: '^a',
    })
  })

  it('gives a slider to numbers between near bounds only', () => {
    expect(plan({ type: 'integer', minimum: 1, maximum: 50 })).toMatchObject({ slider: true, step: 1 })
    expect(plan({ type: 'number', minimum: 0, maximum: 20 })).toMatchObject({ slider: true, integer: false })
    expect(plan({ type: 'integer', minimum: 0, maximum: 4294967295 })).toMatchObject({ slider: false })
    expect(plan({ type: 'integer', minimum: 0 })).toMatchObject({ slider: false })
    expect(plan({ type: 'integer', minimum: 3, maximum: 3 })).toMatchObject({ slider: false })
  })

  it('knows exclusive bounds in both dialects', () => {
    const bounds = { minimum: 0, exclusiveMinimum: true, maximum: 1 }
    expect(plan({ type: 'number', exclusiveMinimum: 0, maximum: 1 })).toMatchObject(bounds)
    expect(plan({ type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 1 })).toMatchObject(bounds)
  })

  it('plans booleans', () => {
    expect(plan({ type: 'boolean', default: true })).toMatchObject({ kind: 'boolean', default: true })
  })

  it('plans an enum that stands there, behind allOf and $ref, or as numbers', () => {
    expect(plan({ type: 'string', enum: ['a', 'b'] })).toMatchObject({ kind: 'choice', options: ['a', 'b'] })
    expect(plan({ type: 'integer', enum: [1, 4] })).toMatchObject({ kind: 'choice', options: [1, 4] })
    const components = { schemas: { scheduler: { type: 'string', title: 'scheduler', enum: ['DDIM', 'K'] } } }
    const ref = { allOf: [{ $ref: '#/components/schemas/scheduler' }], default: 'K', title: 'Scheduler' }
    expect(plan(ref, 'scheduler', { components })).toMatchObject({
      kind: 'choice',
      options: ['DDIM', 'K'],
      default: 'K',
      label: 'Scheduler',
    })
    expect(plan({ $ref: '#/$defs/S' }, 's', { $defs: { S: { enum: ['x'] } } })).toMatchObject({
      kind: 'choice',
    })
  })

  it('plans a preset or a size', () => {
    const size = {
      anyOf: [
        { $ref: '#/components/schemas/ImageSize' },
        { type: 'string', enum: ['square', 'landscape_16_9'] },
      ],
      default: 'square',
    }
    const components = {
      schemas: {
        ImageSize: {
          type: 'object',
          properties: { width: { type: 'integer', maximum: 2048 }, height: { type: 'integer' } },
        },
      },
    }
    expect(plan(size, 'image_size', { components })).toMatchObject({
      kind: 'size',
      options: ['square', 'landscape_16_9'],
      default: 'square',
      width: { kind: 'number', maximum: 2048, path: ['image_size', 'width'] },
      height: { kind: 'number', key: 'image_size.height' },
    })
  })

  it('takes null out of a union, in each of its dialects', () => {
    const integer = { kind: 'number', integer: true }
    expect(plan({ anyOf: [{ type: 'integer' }, { type: 'null' }], title: 'Seed' })).toMatchObject({
      ...integer,
      label: 'Seed',
    })
    expect(plan({ type: ['integer', 'null'] as unknown as string })).toMatchObject(integer)
    expect(plan({ type: 'integer', nullable: true, default: null })).not.toHaveProperty('default')
  })

  it.each([
    ['image', { type: 'string' }, 'image/*', false],
    ['end_image', { type: 'string' }, 'image/*', false],
    ['image_url', { type: 'string', format: 'uri' }, 'image/*', false],
    ['video_url', { type: 'string' }, 'video/*', false],
    ['audio', { type: 'string' }, 'audio/*', false],
    ['subject', { type: 'string', format: 'uri' }, undefined, false],
    ['reference_images', { type: 'array', items: { type: 'string' } }, 'image/*', true],
    ['sources', { type: 'array', items: { type: 'string', format: 'uri' } }, undefined, true],
    ['image', { anyOf: [{ type: 'string', format: 'uri' }, { type: 'null' }] }, 'image/*', false],
    ['image', { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] }, 'image/*', true],
  ])('recognises %s %j as a file field', (name, schema, accept, multiple) => {
    expect(plan(schema, name)).toMatchObject({ kind: 'file', multiple })
    expect(plan(schema, name)).toHaveProperty('accept', accept)
  })

  it.each([
    ['image_format', { type: 'string', enum: ['png'] }, 'choice'],
    ['num_images', { type: 'integer' }, 'number'],
    ['image_size', { type: 'string' }, 'text'],
    ['image_prompt', { type: 'string' }, 'text'],
    ['webhook_url', { type: 'string', format: 'uri' }, 'text'],
    ['voice', { type: 'string' }, 'text'],
    ['enable_audio', { type: 'boolean' }, 'boolean'],
  ])('does not take %s %j for a file', (name, schema, kind) => {
    expect(plan(schema, name)?.kind).toBe(kind)
  })

  it('plans lists of anything that has a field, and edits others as JSON', () => {
    expect(plan({ type: 'array', items: { type: 'string' }, maxItems: 4 }, 'tags')).toMatchObject({
      kind: 'list',
      item: { kind: 'text' },
      maxItems: 4,
    })
    expect(plan({ type: 'array', items: { enum: ['a'] } })).toMatchObject({ item: { kind: 'choice' } })
    expect(plan({ type: 'array', items: { type: 'object' } })).toMatchObject({ kind: 'json', type: 'array' })
    expect(plan({ type: 'array' })).toMatchObject({ kind: 'json', type: 'array' })
  })

  it('plans objects as groups, merged from allOf, and edits open or deep ones as JSON', () => {
    const inner = { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] }
    expect(plan(inner, 'box')).toMatchObject({ kind: 'group', fields: [{ key: 'box.x', required: true }] })
    const merged = plan({ allOf: [inner, { properties: { y: { type: 'boolean' } } }] }, 'box')
    expect(merged).toMatchObject({ fields: [{ key: 'box.x' }, { key: 'box.y' }] })
    expect(plan({ type: 'object' })).toMatchObject({ kind: 'json', type: 'object' })
  })

  it('ends on schemas that refer to themselves or to nothing', () => {
    const $defs = { Node: { type: 'object', properties: { next: { $ref: '#/$defs/Node' } } } }
    expect(plan({ $ref: '#/$defs/Node' }, 'node', { $defs })?.kind).toBe('group')
    const loop = { A: { $ref: '#/$defs/B' }, B: { $ref: '#/$defs/A' } }
    expect(plan({ $ref: '#/$defs/A' }, 'a', { $defs: loop })?.kind).toBe('json')
    expect(plan({ $ref: '#/nowhere' })?.kind).toBe('json')
    expect(plan({ $ref: 'https://elsewhere.example/schema' })?.kind).toBe('json')
  })

  it('leaves a default to the model that is too large or too deep for a field', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)])
    expect(plan({ type: 'string', default: 'x'.repeat(100_000) })).toHaveProperty('default')
    expect(plan({ type: 'string', default: 'x'.repeat(100_001) })).not.toHaveProperty('default')
    expect(plan({ type: 'array', default: ['x'.repeat(60_000), 'x'.repeat(60_000)] })).not.toHaveProperty(
      'default',
    )
    expect(plan({ type: 'array', default: nested(60) })).toHaveProperty('default')
    expect(plan({ type: 'array', default: nested(70) })).not.toHaveProperty('default')
  })

  it('cuts labels that no line holds, and leaves out a name that is none, unless it is required', () => {
    expect(plan({ type: 'string', title: 'x'.repeat(500) })?.label).toBe(`${'x'.repeat(200)}…`)
    expect(plan({ enum: ['a', 'x'.repeat(500)] })).toMatchObject({
      optionLabels: ['a', `X${'x'.repeat(199)}…`],
    })
    const name = 'n'.repeat(1_001)
    expect(plan({ type: 'string' }, name)).toBeUndefined()
    expect(plan({ type: 'string' }, name, { required: [name] })?.key).toBe(name)
  })

  it('takes of a broken schema what is whole', () => {
    const broken = {
      enum: 'oil',
      type: 'string',
      title: { en: 'Style' },
      description: { en: 'How' },
      default: { x: 1 },
    } as unknown as JsonSchema
    expect(plan(broken, 'style')).toEqual(
      expect.objectContaining({ kind: 'text', label: 'Style', required: false }),
    )
    expect(plan(broken, 'style')).not.toHaveProperty('description')
    expect(plan(broken, 'style')).not.toHaveProperty('default')
    expect(plan({ type: 'string', enum: ['oil', 'ink', 'oil', null] })).toMatchObject({
      options: ['oil', 'ink'],
    })
    const flagged = { type: 'object', required: true, properties: { x: { type: 'number' } } }
    const inBox = plan({ allOf: [flagged, flagged] } as unknown as JsonSchema, 'box')
    expect(inBox).toMatchObject({ fields: [{ key: 'box.x', required: false }] })
    expect(planFields({ properties: { a: null } } as unknown as JsonSchema)).toMatchObject([{ kind: 'json' }])
  })

  it('edits as JSON what it does not know', () => {
    expect(plan({})?.kind).toBe('json')
    expect(plan({ type: 'future' })?.kind).toBe('json')
  })

  it('takes a whole OpenAPI document for its input', () => {
    const document = { components: { schemas: { Input: { properties: { prompt: { type: 'string' } } } } } }
    expect(planFields(document)?.[0]?.key).toBe('prompt')
  })
})
