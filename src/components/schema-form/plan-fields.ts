import type { JsonSchema } from '../../protocol/model.js'
import type { FieldPlan, ListPlan, SchemaNode, NumberPlan } from './field-plan.js'
import { fileAccept } from './file-accept.js'
import { labelOf } from '../internal/labels.js'
import { pathKey } from './paths.js'
import { resolveSchema } from './resolve-schema.js'

/**
 * What a form shows for an input schema: one plan per property, in the order of `x-order`. Takes the node of the input
 * itself; `$ref`s in it are looked up in it (`components`, `$defs`). Undefined where there is nothing to plan: a model
 * without a schema, or one whose input is no object.
 */
export function planFields(schema: JsonSchema | undefined): FieldPlan[] | undefined {
  const input = inputOf(schema)
  if (!input?.properties) return undefined
  const root = schema ?? input
  return orderedNames(input.properties).map((name) =>
    planField(
      {
        schema: input.properties?.[name] ?? {},
        path: [name],
        required: isRequired(input, name),
      },
      root,
    ),
  )
}

/** A whole OpenAPI document may be given too: then its `Input` is meant. */
function inputOf(schema: JsonSchema | undefined): JsonSchema | undefined {
  if (!schema || schema.properties) return schema
  const components = schema['components'] as { schemas?: Record<string, JsonSchema> } | undefined
  return components?.schemas?.['Input'] ?? schema
}

// Deeper objects are edited as JSON: a form in a form in a form helps nobody, and a schema may refer to itself.
const MAX_DEPTH = 3
const LONG_TEXT_NAME = /prompt|text|lyrics|script|story|instruction|description|caption|transcript|message/
const LONG_TEXT_LENGTH = 200

/** What the form shows for one node of the schema. */
function planField(node: SchemaNode, root: JsonSchema): FieldPlan {
  const { path, required } = node
  const { schema } = resolveSchema(node.schema, root)
  const name = String(path.findLast((step) => typeof step === 'string') ?? '')
  const base = {
    path,
    key: pathKey(path),
    label: typeof schema.title === 'string' && schema.title ? schema.title : labelOf(name),
    ...(typeof schema.description === 'string' && schema.description
      ? { description: schema.description }
      : undefined),
    required,
    ...(isFit(schema.default, schema) ? { default: schema.default } : undefined),
  }

  const options = choices(schema)
  if (options) return { ...base, kind: 'choice', options }
  if (schema.anyOf) return planVariants(schema.anyOf) ?? { ...base, kind: 'json' }

  const accept = fileAccept(name, schema)
  if (accept !== undefined) return { ...base, kind: 'file', multiple: false, accept: accept || undefined }

  switch (schema.type ?? guessType(schema)) {
    case 'string':
      return {
        ...base,
        kind: 'text',
        multiline: isLongText(name, schema),
        minLength: schema.minLength,
        maxLength: schema.maxLength,
        pattern: schema.pattern,
      }
    case 'integer':
    case 'number':
      return planNumber(base, schema)
    case 'boolean':
      return { ...base, kind: 'boolean' }
    case 'array':
      return planArray()
    case 'object':
      if (!schema.properties || path.length >= MAX_DEPTH) return { ...base, kind: 'json', type: 'object' }
      return { ...base, kind: 'group', fields: planProperties(schema, schema.properties) }
    default:
      return { ...base, kind: 'json' }
  }

  function planProperties(parent: JsonSchema, properties: Record<string, JsonSchema>): FieldPlan[] {
    return orderedNames(properties).map((key) =>
      planField(
        {
          schema: properties[key] ?? {},
          path: [...path, key],
          required: isRequired(parent, key),
        },
        root,
      ),
    )
  }

  function planArray(): FieldPlan {
    const { minItems, maxItems } = schema
    const item = resolveSchema(schema.items ?? {}, root).schema
    const accept = fileAccept(name, item)
    if (accept !== undefined) {
      return { ...base, kind: 'file', multiple: true, accept: accept || undefined, minItems, maxItems }
    }
    const plan = planField({ schema: schema.items ?? {}, path: [...path, 0], required: true }, root)
    if (!isListable(plan)) return { ...base, kind: 'json', type: 'array' }
    return { ...base, kind: 'list', item: { ...plan, label: base.label }, minItems, maxItems }
  }

  /** The unions that occur: a preset or a size, one file or several, numbers of two types, open enums. */
  function planVariants(variants: JsonSchema[]): FieldPlan | undefined {
    const presets = variants.map(choices).find(Boolean)
    const object = variants.find((variant) => variant.properties)
    if (presets && object?.properties?.['width'] && object.properties['height']) {
      const [width, height] = ['width', 'height'].map((key) =>
        planField({ schema: object.properties?.[key] ?? {}, path: [...path, key], required: true }, root),
      )
      if (width?.kind === 'number' && height?.kind === 'number') {
        return { ...base, kind: 'size', options: presets, width, height }
      }
    }
    const files = variants.map((variant) =>
      fileAccept(name, variant.type === 'array' ? (variant.items ?? {}) : variant),
    )
    if (files.length > 0 && files.every((accept) => accept !== undefined)) {
      const list = variants.find((variant) => variant.type === 'array')
      return {
        ...base,
        kind: 'file',
        multiple: list !== undefined,
        accept: files[0] || undefined,
        minItems: list?.minItems,
        maxItems: list?.maxItems,
      }
    }
    if (variants.every((variant) => variant.type === 'integer' || variant.type === 'number')) {
      return planNumber(base, { ...variants[0], ...variants[1], type: 'number' })
    }
    if (variants.every((variant) => choices(variant))) {
      return { ...base, kind: 'choice', options: variants.flatMap((variant) => choices(variant) ?? []) }
    }
    // An enum beside free text: any text will do.
    if (variants.every((variant) => variant.type === 'string'))
      return { ...base, kind: 'text', multiline: false }
    return undefined
  }
}

function isListable(plan: FieldPlan): plan is ListPlan['item'] {
  return plan.kind === 'text' || plan.kind === 'number' || plan.kind === 'choice'
}

function choices(schema: JsonSchema): readonly unknown[] | undefined {
  if (schema.const !== undefined) return [schema.const]
  if (!Array.isArray(schema.enum)) return undefined
  const options = new Set(schema.enum.filter((option) => option !== null))
  return options.size > 0 ? [...options] : undefined
}

/** A default that is not of its own field's type would hold back each submit; without it the model's own applies. */
function isFit(value: unknown, { type }: JsonSchema): boolean {
  if (value === undefined || value === null) return false
  switch (type) {
    case 'integer':
    case 'number':
      return typeof value === 'number'
    case 'array':
      return Array.isArray(value)
    case 'string':
    case 'boolean':
      return typeof value === type
    default:
      return true
  }
}

function guessType(schema: JsonSchema): string | undefined {
  if (schema.properties) return 'object'
  if (schema.items) return 'array'
  return schema.default === undefined || schema.default === null ? undefined : typeof schema.default
}

function isLongText(name: string, schema: JsonSchema): boolean {
  const start = typeof schema.default === 'string' ? schema.default : ''
  return (
    LONG_TEXT_NAME.test(name.toLowerCase()) ||
    schema.format === 'textarea' ||
    (schema.maxLength ?? 0) > LONG_TEXT_LENGTH ||
    start.length > LONG_TEXT_LENGTH / 2 ||
    start.includes('\n')
  )
}

// Beyond this many steps a slider cannot be set to a value any more (seeds, for one).
const MAX_SLIDER_STEPS = 2000
const DEFAULT_SLIDER_STEPS = 100

/** A number field from its schema node. Knows `exclusiveMinimum` both as a number and, in OpenAPI 3.0, as a flag. */
function planNumber(base: Omit<NumberPlan, 'kind' | 'integer' | 'slider'>, schema: JsonSchema): NumberPlan {
  const minimum = typeof schema.exclusiveMinimum === 'number' ? schema.exclusiveMinimum : schema.minimum
  const maximum = typeof schema.exclusiveMaximum === 'number' ? schema.exclusiveMaximum : schema.maximum
  const integer = schema.type === 'integer'
  const span = minimum === undefined || maximum === undefined ? undefined : maximum - minimum
  const step = schema.multipleOf ?? (integer ? 1 : undefined)
  return {
    ...base,
    kind: 'number',
    integer,
    ...(minimum === undefined ? undefined : { minimum }),
    ...(maximum === undefined ? undefined : { maximum }),
    ...(isExclusive(schema.exclusiveMinimum) ? { exclusiveMinimum: true } : undefined),
    ...(isExclusive(schema.exclusiveMaximum) ? { exclusiveMaximum: true } : undefined),
    ...(step === undefined ? undefined : { step }),
    slider:
      span !== undefined && span > 0 && span / (step ?? span / DEFAULT_SLIDER_STEPS) <= MAX_SLIDER_STEPS,
  }
}

function isExclusive(bound: number | boolean | undefined): boolean {
  return typeof bound === 'number' || bound === true
}

/** Property names by `x-order`; those without one keep their place in the schema, after the others. */
function orderedNames(properties: Record<string, JsonSchema>): string[] {
  const place = (name: string) => properties[name]?.['x-order'] ?? Number.MAX_SAFE_INTEGER
  return Object.keys(properties).sort((a, b) => place(a) - place(b))
}

/** Whether an object must hold a property. Some schemas write `required: true` where a list of names should stand. */
function isRequired({ required }: JsonSchema, name: string): boolean {
  return Array.isArray(required) && required.includes(name)
}
