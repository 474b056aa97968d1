// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonSchema } from '../../protocol/model.js'
import { checkInput } from './check-input.js'
import { type FieldPlan, flatPlans } from './field-plan.js'
import { applyFieldsOptions } from './fields-options.js'
import { cleanInput, holdsSecret, initialInput, storableInput } from './form-input.js'
import { optionLabels, optionRatios } from './plan-kinds.js'
import { planFields } from './plan-fields.js'

const planOf = (property: JsonSchema, name = 'field', more: JsonSchema = {}): FieldPlan | undefined =>
  planFields({ type: 'object', properties: { [name]: property }, ...more })?.[0]
const untouched = (schema: JsonSchema) => {
  const plans = planFields(schema) ?? []
  return cleanInput(plans, initialInput(plans))
}
const problems = (schema: JsonSchema, input: Record<string, unknown>) =>
  checkInput(planFields(schema) ?? [], input, schema).map(({ path, code }) => `${path.join('.')}: ${code}`)

describe('an untouched form', () => {
  it.each<[string, JsonSchema]>([
    ['outside the enum', { type: 'string', enum: ['a', 'b'], default: 'c' }],
    ['not an integer', { type: 'integer', default: 6.25 }],
    ['of another type', { type: 'integer', default: '1024' }],
    ['out of bounds', { type: 'number', maximum: 1, default: 2 }],
    ['too long', { type: 'string', maxLength: 2, default: 'abc' }],
    ['against the pattern', { type: 'string', pattern: '^x', default: 'y' }],
    ['no file', { type: 'string', format: 'uri', default: 'example' }],
    ['outside the enum of a reference', { allOf: [{ $ref: '#/$defs/Size' }], default: 'huge' }],
    ['a list with a wrong entry', { type: 'array', items: { type: 'integer' }, default: ['x'] }],
  ])('leaves out a default that is %s', (_, property) => {
    const schema: JsonSchema = { properties: { field: property }, $defs: { Size: { enum: ['small'] } } }
    expect(untouched(schema)).toEqual({})
    expect(problems(schema, untouched(schema))).toEqual([])
  })

  it('keeps the defaults that fit', () => {
    const properties = {
      steps: { type: 'integer', default: 4 },
      mode: { enum: ['fast', 'good'], default: 'good' },
      names: { type: 'array', items: { type: 'string' }, default: ['a'] },
    }
    expect(untouched({ properties })).toEqual({ steps: 4, mode: 'good', names: ['a'] })
  })

  it('holds no optional object, whatever its members have for defaults, at any depth', () => {
    const inner = { type: 'object', properties: { speed: { type: 'number', default: 1 } } }
    const outer = { type: 'object', required: ['name'], properties: { name: { type: 'string' }, inner } }
    expect(untouched({ properties: { inner, outer, list: { type: 'array', items: inner } } })).toEqual({})
    expect(untouched({ properties: { withDefault: { ...inner, default: { speed: 2 } } } })).toEqual({})
    expect(
      untouched({ properties: { list: { type: 'array', items: inner, default: [{ speed: 3 }] } } }),
    ).toEqual({})
    expect(untouched({ properties: { inner }, required: ['inner'] })).toEqual({ inner: { speed: 1 } })
  })

  it('asks for no more than what is required and empty', () => {
    const camera = { type: 'object', required: ['type'], properties: { type: { type: 'string' } } }
    const schema: JsonSchema = { required: ['prompt'], properties: { prompt: { type: 'string' }, camera } }
    expect(problems(schema, untouched(schema))).toEqual(['prompt: required'])
    expect(problems(schema, { prompt: 'x', camera: {} })).toEqual(['camera.type: required'])
  })
})

describe('text beside files', () => {
  it.each<[string, JsonSchema, string]>([
    ['lora_url', { type: 'string', description: 'A URL or a Hugging Face repo' }, 'someone/style'],
    ['weights_url', { type: 'string' }, 'someone/style'],
    ['click_frames', { type: 'string', default: '0' }, '0,0,150,0'],
    ['url', { type: 'string', description: 'Link for the QR code' }, 'tel:+123'],
    ['image_url', { type: 'string' }, 'data:image/png;base64,AAAA'],
    ['image', { type: 'string', format: 'uri' }, 'data:image/png;base64,AAAA'],
    ['audio', { type: 'string' }, 'voice-7'],
    ['images', { type: 'array', items: { type: 'string' } }, 'a-name'],
  ])('%s accepts what is right for it', (name, property, text) => {
    const schema: JsonSchema = { properties: { [name]: property } }
    expect(problems(schema, { [name]: property.type === 'array' ? [text] : text })).toEqual([])
  })

  it('offers an upload for a name that suggests media, and requires a file where one is declared', () => {
    expect(planOf({ type: 'string' }, 'start_image_url')).toMatchObject({ kind: 'file', freeText: true })
    expect(planOf({ type: 'string' }, 'click_frames')?.kind).toBe('text')
    expect(planOf({ type: 'string', description: 'a web page' }, 'url')?.kind).toBe('text')
    const declared = { properties: { image: { type: 'string', format: 'uri' } } }
    expect(problems(declared, { image: 'nothing' })).toEqual(['image: not-a-url'])
  })

  it('finds the image that a mask belongs to', () => {
    const properties = {
      prompt: { type: 'string' },
      image_url: { type: 'string' },
      mask_url: { type: 'string' },
      reference_image_url: { type: 'string' },
    }
    const mask = planFields({ properties })?.find(({ key }) => key === 'mask_url')
    expect(mask).toMatchObject({ kind: 'file', maskOf: ['image_url'] })
    expect(planOf({ type: 'string' }, 'mask_url')).not.toHaveProperty('maskOf')
  })
})

describe('secrets', () => {
  it.each<[string, JsonSchema]>([
    ['token', { type: 'string', format: 'password' }],
    ['token', { type: 'string', 'x-cog-secret': true }],
    ['token', { type: 'string', writeOnly: true }],
    ['openai_api_key', { type: 'string' }],
    ['hf_token', { type: 'string', default: 'prefilled' }],
  ])('%s %j is masked, not filled in, and not stored', (name, property) => {
    const schema: JsonSchema = { properties: { [name]: property, prompt: { type: 'string' } } }
    const plans = planFields(schema) ?? []
    expect(plans.find(({ key }) => key === name)).toMatchObject({ kind: 'text', secret: true })
    expect(untouched(schema)).toEqual({})
    expect(storableInput(plans, { [name]: 's3cret', prompt: 'x' })).toEqual({ prompt: 'x' })
    expect(holdsSecret(plans, { [name]: 's3cret' })).toBe(true)
    expect(holdsSecret(plans, { prompt: 'x' })).toBe(false)
  })

  it('are found in rows and groups', () => {
    const entry = { type: 'object', properties: { name: { type: 'string' }, password: { type: 'string' } } }
    const plans = planFields({ properties: { rows: { type: 'array', items: entry }, one: entry } }) ?? []
    const input = {
      rows: [
        { name: 'a', password: 'p' },
        { name: 'b', password: 'q' },
      ],
      one: { password: 'r' },
    }
    expect(storableInput(plans, input)).toEqual({ rows: [{ name: 'a' }, { name: 'b' }], one: {} })
  })
})

describe('layout', () => {
  it('follows x-order, x-fal-order-properties, else puts what is required first', () => {
    const keys = (schema: JsonSchema) => planFields(schema)?.map(({ key }) => key)
    const text = { type: 'string' }
    expect(
      keys({
        properties: {
          c: { ...text, 'x-order': 2 },
          a: { ...text, 'x-order': 0 },
          b: { ...text, 'x-order': 1 },
        },
      }),
    ).toEqual(['a', 'b', 'c'])
    expect(
      keys({ properties: { c: text, a: text, b: text }, 'x-fal-order-properties': ['b', 'c', 'a'] }),
    ).toEqual(['b', 'c', 'a'])
    expect(keys({ properties: { c: text, a: text, b: text }, required: ['b'] })).toEqual(['b', 'c', 'a'])
  })

  it('folds technical fields of a long form, and what the app says', () => {
    const number = { type: 'number' }
    const properties = {
      prompt: { type: 'string' },
      width: number,
      height: number,
      seed: number,
      num_steps: number,
      guidance_scale: number,
      style: number,
    }
    const folded = (schema: JsonSchema, options = {}) =>
      applyFieldsOptions(planFields(schema) ?? [], options)
        .filter(({ advanced }) => advanced)
        .map(({ key }) => key)
    expect(folded({ properties })).toEqual(['seed', 'num_steps', 'guidance_scale'])
    expect(folded({ properties, required: ['seed'] })).toEqual([])
    expect(folded({ properties }, { advanced: false })).toEqual([])
    expect(folded({ properties }, { advanced: ['width'] })).toEqual(['width'])
    expect(folded({ properties: { ...properties, width: { ...number, 'x-advanced': true } } })).toContain(
      'width',
    )
    expect(folded({ properties: { prompt: { type: 'string' }, seed: number } })).toEqual([])
  })
})

describe('options', () => {
  it('are never given another meaning', () => {
    const kept = [
      'tablet_6_5',
      'landscape_2064',
      '1_1_2k',
      'sd_2_1',
      'pcm_48000',
      'mp3_22050_32',
      'en',
      'K_EULER',
      'v1.5',
      '16_9_2k',
    ]
    expect(optionLabels(kept)).toEqual(kept)
    expect(optionLabels(['landscape_16_9', 'square_hd', 'very_high', 'png'])).toEqual([
      'Landscape 16:9',
      'Square HD',
      'Very high',
      'PNG',
    ])
    expect(optionLabels(['very_high', 'Very high'])).toEqual(['very_high', 'Very high'])
    expect(optionLabels(['a1'], { 'x-enum-labels': { a1: 'First' } })).toEqual(['First'])
  })

  it('that read alike are one, of the type that stands first', () => {
    const twice = { anyOf: [{ enum: ['5', '10'] }, { type: 'integer', enum: [5, 10] }], default: '5' }
    expect(planOf(twice)).toMatchObject({ kind: 'choice', options: ['5', '10'], optionLabels: ['5', '10'] })
  })

  it('that are shapes are known as such, and versions are not', () => {
    expect(optionRatios(['16:9', '1:1', '9:16'])).toEqual([16 / 9, 1, 9 / 16])
    expect(optionRatios(['portrait_16_9', 'square'])).toEqual([9 / 16, 1])
    expect(optionRatios(['sd_1_5', 'v2'])).toBeUndefined()
  })
})

describe('editors', () => {
  it('are planned for rows, unions, suggestions, colours and seeds', () => {
    const message = {
      type: 'object',
      properties: { role: { enum: ['a', 'b'] }, content: { type: 'string' } },
    }
    expect(planOf({ type: 'array', items: message })).toMatchObject({
      kind: 'list',
      item: { kind: 'group', key: 'field.0' },
    })
    const tag = (kind: string, inner: Record<string, JsonSchema>): JsonSchema => ({
      type: 'object',
      required: ['kind'],
      properties: { kind: { const: kind }, ...inner },
    })
    const union = {
      oneOf: [tag('video', { fps: { type: 'integer' } }), tag('image', { dpi: { type: 'integer' } })],
      discriminator: { propertyName: 'kind' },
    }
    expect(planOf(union)).toMatchObject({
      kind: 'variants',
      variants: [{ label: 'Video' }, { label: 'Image' }],
    })
    expect(planOf({ anyOf: [{ enum: ['x', 'y'] }, { type: 'string' }] })).toMatchObject({
      kind: 'text',
      suggestions: ['x', 'y'],
    })
    expect(planOf({ type: 'string', examples: ['x'] })).toMatchObject({ kind: 'text', suggestions: ['x'] })
    expect(planOf({ type: 'string', default: '#ff0000' }, 'background_color')).toMatchObject({
      kind: 'color',
      format: 'hex',
    })
    const channel = { type: 'integer' }
    expect(planOf({ type: 'object', properties: { r: channel, g: channel, b: channel } })).toMatchObject({
      kind: 'color',
      format: 'rgb',
    })
    expect(planOf({ type: 'integer' }, 'seed')).toMatchObject({ kind: 'number', seed: true, slider: false })
  })
})

describe('hostile schemas', () => {
  it('are planned and checked within a second', () => {
    const many = Object.fromEntries(
      Array.from({ length: 5000 }, (_, at) => [`p${at}`, { type: 'integer', default: at }]),
    )
    const wide: JsonSchema = {
      $defs: {
        A: {
          type: 'object',
          properties: Object.fromEntries(
            Array.from({ length: 50 }, (_, at) => [`q${at}`, { $ref: '#/$defs/A' }]),
          ),
        },
      },
      properties: { a: { $ref: '#/$defs/A' } },
    }
    const growing: JsonSchema = {
      $defs: { A: { allOf: Array.from({ length: 20 }, () => ({ $ref: '#/$defs/A' })) } },
      properties: { a: { $ref: '#/$defs/A' } },
    }
    const tree: JsonSchema = {
      $defs: { A: { type: 'array', items: { $ref: '#/$defs/A' } } },
      properties: { tree: { $ref: '#/$defs/A' } },
    }
    for (const schema of [{ properties: many, required: Object.keys(many) }, wide, growing, tree]) {
      const start = performance.now()
      expect(problems(schema, untouched(schema))).toEqual([])
      // Far from the seconds, or the forever, that an unbounded walk takes, also on a busy machine.
      expect(performance.now() - start).toBeLessThan(10_000)
    }
    expect(flatPlans(planFields(wide) ?? []).length).toBeLessThan(4000)
  })

  it.each(['^(a+)+$', '^(a|aa)+$', '(x+x+)+y', '^(([a-z])+.)+[A-Z]([a-z])+$', '(.*)*b'])(
    '%s never freezes a form',
    (pattern) => {
      const schema: JsonSchema = { properties: { code: { type: 'string', pattern } } }
      const start = performance.now()
      for (const length of [5, 29, 500, 20_000]) problems(schema, { code: `${'a'.repeat(length)}!` })
      expect(performance.now() - start).toBeLessThan(5000)
    },
  )

  it('of any shape never crash', { timeout: 60_000 }, () => {
    const small = fc.jsonValue({ maxDepth: 1 })
    const node = (depth: number): fc.Arbitrary<unknown> =>
      fc.record(
        {
          type: fc.constantFrom('string', 'integer', 'number', 'array', 'object', 7, ['string', 'null']),
          enum: fc.array(small, { maxLength: 3 }),
          default: small,
          required: fc.oneof(fc.array(fc.string({ maxLength: 3 }), { maxLength: 2 }), fc.boolean()),
          $ref: fc.constantFrom('#', '#/properties/a', '#/$defs/none', 'http://x'),
          minimum: fc.oneof(fc.integer(), fc.string({ maxLength: 2 })),
          pattern: fc.string({ maxLength: 8 }),
          examples: small,
          'x-order': fc.oneof(fc.integer(), fc.string({ maxLength: 2 })),
          ...(depth > 0
            ? {
                properties: fc.dictionary(fc.string({ maxLength: 4 }), node(depth - 1), { maxKeys: 3 }),
                items: fc.oneof(node(depth - 1), small),
                anyOf: fc.array(node(depth - 1), { maxLength: 3 }),
                allOf: fc.array(node(depth - 1), { maxLength: 2 }),
              }
            : undefined),
        },
        { requiredKeys: [] },
      )
    const schema = node(2)
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'image', '__proto__', 'seed'), schema),
        fc.jsonValue(),
        (properties, value) => {
          const root = { type: 'object', properties } as JsonSchema
          const plans = planFields(root) ?? []
          const input = initialInput(
            plans,
            typeof value === 'object' && value !== null && !Array.isArray(value)
              ? (value as Record<string, unknown>)
              : {},
          )
          checkInput(plans, input, root)
          cleanInput(plans, input)
          storableInput(plans, input)
        },
      ),
      { numRuns: 40 },
    )
  })
})
