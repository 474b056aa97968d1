import type { JsonSchema } from '../../protocol/model.js'
import { fileField } from '../../shared/schema/file-field.js'
import {
  guessType,
  isSchema,
  type ResolvedSchema,
  resolveSchema,
} from '../../shared/schema/resolve-schema.js'
import { validate } from '../../shared/schema/validate.js'
import { labelOf } from '../internal/labels.js'
import {
  type FieldBase,
  type FieldContext,
  type FieldPlan,
  type Variant,
  pathKey,
  type Path,
} from './field-plan.js'
import { planChoice, planFile, withMask, planNumber } from './plan-kinds.js'
import {
  commonlyRequired,
  choices,
  defaultOf,
  distinct,
  examplesOf,
  inputOf,
  isColorText,
  isLongText,
  isSecret,
  isSeed,
  lineOf,
  orderedNames,
  rankOf,
  tagLabel,
  textOf,
  titleOf,
} from './read-node.js'

/**
 * What a form shows for an input schema: one plan per property. Takes the node of the input itself; `$ref`s in it are
 * looked up in it (`components`, `$defs`). Undefined where there is nothing to plan: a model without a schema, or one
 * whose input is no object.
 */
export function planFields(schema: JsonSchema | undefined): FieldPlan[] | undefined {
  const root = inputOf(schema)
  if (!root || !schema) return undefined
  const planner = new Planner(root === schema ? root : { ...schema, ...root })
  const input = planner.resolve(root).schema
  return isSchema(input.properties) ? planner.fields(input, []) : undefined
}

// Deeper values are edited as JSON: a schema may refer to itself.
const MAX_DEPTH = 6
// Fields within fields, over the whole form. Each costs an element or more once it is opened.
const MAX_NESTED = 1500
const MAX_VARIANTS = 24
// Steps of all fields together: a schema that refers to itself has nodes without end. The largest known needs some hundreds.
const MAX_RESOLVED = 10_000
const MAX_CHECKED = 20_000
// No field has such a name; one of megabytes would be in a dozen attributes.
const MAX_NAME = 1_000

/** Makes plans of one schema's nodes; bounded over the whole schema. */
class Planner {
  private nested = 0
  private readonly toResolve = { left: MAX_RESOLVED }
  private readonly toCheck = { left: MAX_CHECKED }
  private readonly known = new Map<unknown, ResolvedSchema>()
  private readonly root: JsonSchema

  constructor(root: JsonSchema) {
    this.root = root
  }

  /** One node as a plain one; what many refer to is merged once. */
  resolve(node: unknown): ResolvedSchema {
    const known = this.known.get(node) ?? resolveSchema(isSchema(node) ? node : {}, this.root, this.toResolve)
    this.known.set(node, known)
    return known
  }

  /** The fields of an object, in the order that it asks for; without one, what is required comes first. */
  fields(parent: JsonSchema, path: Path): FieldPlan[] {
    const properties = isSchema(parent.properties) ? (parent.properties as Record<string, JsonSchema>) : {}
    const required = new Set(Array.isArray(parent.required) ? parent.required : [])
    const plans = orderedNames(properties, parent, required)
      .filter((name) => name.length <= MAX_NAME || required.has(name))
      .map((name) => this.field(properties[name], { path: [...path, name], required: required.has(name) }))
    return plans.map((plan) => withMask(plan, plans))
  }

  /** What the form shows for one node of the schema. */
  field(node: unknown, position: FieldContext): FieldPlan {
    const { path, required } = position
    if (path.length > 1) this.nested += 1
    const { schema, nullable } = this.resolve(node)
    const name = String(path.findLast((step) => typeof step === 'string') ?? '')
    const start = this.startOf(schema)
    const base = {
      path,
      key: pathKey(path),
      label: position.label ?? (titleOf(isSchema(node) ? node : {}, schema) || labelOf(lineOf(name))),
      ...(textOf(schema.description) ? { description: textOf(schema.description) } : undefined),
      required,
      ...(start === undefined ? undefined : { default: start }),
      ...(typeof schema['x-advanced'] === 'boolean' ? { advanced: schema['x-advanced'] } : undefined),
    }
    if (schema.const !== undefined) return { ...base, kind: 'constant', value: schema.const }
    if (schema['readOnly'] === true && !required) return { ...base, kind: 'constant', value: undefined }
    const options = choices(schema)
    const isTag = options?.length === 1 && required && !nullable && path.length > 1 && path.at(-1) === name
    if (isTag) return { ...base, kind: 'constant', value: options[0] }
    if (options) return planChoice(base, options, schema)
    if (schema.anyOf) return this.union(schema, schema.anyOf, base, position, name)

    const file = fileField(name, schema)
    if (file && !isSecret(name, schema)) {
      return planFile(base, { ...file, multiple: false })
    }
    switch (schema.type ?? guessType(schema)) {
      case 'string':
        return this.text(base, name, schema, nullable)
      case 'integer':
      case 'number':
        return planNumber(base, schema, isSeed(name))
      case 'boolean':
        return { ...base, kind: 'boolean' }
      case 'array':
        return this.array(base, name, schema)
      case 'object':
        return this.object(base, schema)
      default:
        return { ...base, kind: 'json' }
    }
  }

  private get isFull(): boolean {
    return this.nested > MAX_NESTED
  }

  /** A default that the schema itself forbids would hold back each submit; without it the model's own applies. */
  private startOf(schema: JsonSchema): unknown {
    const start = defaultOf(schema)
    if (start === undefined) return undefined
    return validate(start, schema, { root: this.root, budget: this.toCheck }).length === 0 ? start : undefined
  }

  private text(base: FieldBase, name: string, schema: JsonSchema, nullable: boolean): FieldPlan {
    const secret = isSecret(name, schema)
    if (isColorText(name, schema, base.default)) return { ...base, kind: 'color', format: 'hex' }
    const multiline = !secret && isLongText(name, schema)
    const suggestions = secret ? [] : examplesOf(schema)
    return {
      ...base,
      // A secret is never filled in, not even by the schema.
      ...(secret ? { default: undefined, secret } : undefined),
      ...(nullable && base.default === '' ? { default: undefined } : undefined),
      kind: 'text',
      multiline,
      minLength: schema.minLength,
      maxLength: schema.maxLength,
      pattern: schema.pattern,
      ...(suggestions.length > 0 ? { suggestions } : undefined),
      ...rankOf(name, multiline),
    }
  }

  private array(base: FieldBase, name: string, schema: JsonSchema): FieldPlan {
    const { minItems, maxItems } = schema
    const item = this.resolve(schema.items).schema
    const file = fileField(name, item)
    if (file) return { ...planFile(base, { ...file, multiple: true }), minItems, maxItems }
    const path = [...base.path, 0]
    if (!isSchema(schema.items) || path.length > MAX_DEPTH || this.isFull)
      return { ...base, kind: 'json', type: 'array' }
    const label = lineOf(item.title) || base.label
    const plan = this.field(schema.items, { path, required: true, label })
    return plan.kind === 'json' || plan.kind === 'constant'
      ? { ...base, kind: 'json', type: 'array' }
      : { ...base, kind: 'list', item: plan, minItems, maxItems }
  }

  private object(base: FieldBase, schema: JsonSchema): FieldPlan {
    if (!isSchema(schema.properties) || base.path.length >= MAX_DEPTH || this.isFull) {
      return { ...base, kind: 'json', type: 'object' }
    }
    const fields = this.fields(schema, base.path)
    const isColor =
      fields.length === 3 &&
      ['r', 'g', 'b'].every((name) =>
        fields.some(({ path, kind }) => path.at(-1) === name && kind === 'number'),
      )
    if (isColor) return { ...base, kind: 'color', format: 'rgb' }
    return { ...base, kind: 'group', fields, ...(base.required ? undefined : { optional: true }) }
  }

  private union(
    schema: JsonSchema,
    all: JsonSchema[],
    base: FieldBase,
    context: FieldContext,
    name: string,
  ): FieldPlan {
    const variants = distinct(all)
    return (
      this.simpleUnion(schema, variants, base, name) ??
      (variants.length > MAX_VARIANTS || base.path.length >= MAX_DEPTH || this.isFull
        ? { ...base, kind: 'json' }
        : { ...base, kind: 'variants', variants: this.variants(schema, variants, context), root: this.root })
    )
  }

  /** Unions that one control can show: a preset or a size, one file or several, a number of two types, open enums. */
  private simpleUnion(
    schema: JsonSchema,
    variants: JsonSchema[],
    base: FieldBase,
    name: string,
  ): FieldPlan | undefined {
    const presets = variants.map(choices)
    const object = variants.find((variant) => variant.properties)
    const named = presets.find(Boolean)
    if (variants.length === 2 && named && object?.properties?.['width'] && object.properties['height']) {
      const [width, height] = ['width', 'height'].map((key) =>
        this.field(object.properties?.[key], { path: [...base.path, key], required: true }),
      )
      if (width?.kind === 'number' && height?.kind === 'number') {
        return { ...planChoice(base, named, schema), kind: 'size', width, height }
      }
    }
    const items = variants.map((variant) =>
      variant.type === 'array' ? this.resolve(variant.items).schema : variant,
    )
    const files = items.map((item) => fileField(name, item))
    const [file] = files
    if (file && files.every(Boolean)) {
      const list = variants.find((variant) => variant.type === 'array')
      return {
        ...planFile(base, {
          ...file,
          multiple: list !== undefined,
          isGuess: files.every((each) => each?.isGuess),
        }),
        minItems: list?.minItems,
        maxItems: list?.maxItems,
      }
    }
    if (presets.every(Boolean)) {
      const options = [...new Set(presets.flatMap((preset) => preset ?? []))]
      // `oneOf: [{const, title}]`: each option with its own name.
      const labels = variants.map((variant, index) =>
        presets[index]?.length === 1 ? textOf(variant.title) : '',
      )
      const given =
        labels.length === options.length && labels.every(Boolean) ? { ...schema, enumNames: labels } : schema
      return planChoice(base, options, given)
    }
    const types = new Set(variants.map((variant) => variant.type ?? guessType(variant)))
    if ([...types].every((type) => type === 'integer' || type === 'number')) {
      return planNumber(
        base,
        { ...schema, ...variants[0], type: types.has('number') ? 'number' : 'integer' },
        isSeed(name),
      )
    }
    if (types.size === 1 && types.has('string')) {
      const open = variants.find((variant) => !choices(variant)) ?? {}
      const suggestions = presets
        .flatMap((preset) => preset ?? [])
        .filter((option) => typeof option === 'string')
      return this.text(
        base,
        name,
        {
          ...open,
          ...schema,
          ...(suggestions.length > 0 ? { examples: suggestions } : undefined),
          type: 'string',
        },
        false,
      )
    }
    return undefined
  }

  private variants(schema: JsonSchema, variants: JsonSchema[], { path, required }: FieldContext): Variant[] {
    const tag = isSchema(schema['discriminator']) ? textOf(schema['discriminator']['propertyName']) : ''
    const common = commonlyRequired(variants)
    return variants.map((variant) => {
      const plan = this.field(variant, { path, required: true })
      return {
        label: lineOf(variant.title) || tagLabel(variant, tag, common),
        plan: { ...plan, required, ...(plan.kind === 'group' ? { optional: false } : undefined) },
        schema: variant,
      }
    })
  }
}
