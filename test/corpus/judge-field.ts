import { isSchema, resolveSchema } from '../../src/shared/schema/resolve-schema.js'
import type { FieldPlan } from '../../src/components/schema-form/field-plan.js'
import type { JsonSchema } from '../../src/protocol/model.js'

/** See docs/corpus.md: how good a field is, judged by its schema alone. */
export type Grade = 'right' | 'acceptable' | 'json' | 'wrong'

export interface FieldGrade {
  key: string
  grade: Grade
  /** What would have been right, or what is wrong. */
  reason?: string
}

const MEDIA_NAME = /(?:^|_)(image|img|photo|picture|mask|video|audio)s?(?:_(?:urls?|uris?|files?|paths?))?$/
const LINK_NAME = /(?:^|_)(?:urls?|uris?|files?)$/
const FILE_FORMATS: readonly unknown[] = ['uri', 'url', 'binary', 'data-url', 'base64', 'byte']
const LONG_TEXT = 200
/** Below these, and where a schema holds itself, nobody fills in a form. */
const MAX_LEVELS = 5

/** Grades a field and all fields within it; of rows and variants their pattern. */
export function gradeFields(plans: readonly FieldPlan[], parent: JsonSchema, root: JsonSchema): FieldGrade[] {
  const required = new Set(Array.isArray(parent.required) ? parent.required : [])
  return plans.flatMap((plan) => {
    const name = String(plan.path.at(-1))
    const properties = isSchema(parent.properties) ? parent.properties : {}
    const node = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (plan.kind !== 'constant' && plan.required !== required.has(name))
      return [{ key: plan.key, grade: 'wrong', reason: 'required is not what the schema says' }]
    return gradeField(plan, node, root, name)
  })
}

function gradeField(plan: FieldPlan, node: unknown, root: JsonSchema, name: string): FieldGrade[] {
  // Not shown, and not counted.
  if (plan.kind === 'constant') return []
  const { schema } = resolveSchema(isSchema(node) ? node : {}, root)
  return [{ key: plan.key, ...gradeOf(plan, schema, root, name) }, ...inside(plan, schema, root, name)]
}

function inside(plan: FieldPlan, schema: JsonSchema, root: JsonSchema, name: string): FieldGrade[] {
  switch (plan.kind) {
    case 'group':
      return gradeFields(plan.fields, schema, root)
    case 'list': {
      const item = resolveSchema(schema.items ?? {}, root).schema
      return plan.item.kind === 'group'
        ? gradeFields(plan.item.fields, item, root)
        : gradeField(plan.item, schema.items, root, name)
    }
    case 'variants':
      return plan.variants.flatMap((variant) =>
        variant.plan.kind === 'group'
          ? gradeFields(variant.plan.fields, variant.schema, root)
          : gradeField(variant.plan, variant.schema, root, name),
      )
    default:
      return []
  }
}

function gradeOf(
  plan: FieldPlan,
  schema: JsonSchema,
  root: JsonSchema,
  name: string,
): Omit<FieldGrade, 'key'> {
  const wrong = wrongIn(plan, schema, root, name)
  if (wrong) return { grade: 'wrong', reason: wrong }
  const best = bestKinds(schema, root, name)
  if (plan.kind === 'json') {
    return best.includes('json') || plan.path.length >= MAX_LEVELS
      ? { grade: 'acceptable', reason: 'no structure to show, or too deep' }
      : { grade: 'json', reason: `could be ${best.join(' or ')}` }
  }
  const kind = detailOf(plan)
  return best.includes(kind)
    ? { grade: 'right' }
    : { grade: 'acceptable', reason: `${kind}, best ${best.join(' or ')}` }
}

/** What makes a field wrong without typing anything; whether values go through it is judged by `judge-form`. */
function wrongIn(plan: FieldPlan, schema: JsonSchema, root: JsonSchema, name: string): string | undefined {
  if (plan.label.trim() === '') return 'no label'
  if (isSecretNode(schema) && !(plan.kind === 'text' && plan.secret)) return 'a secret in clear text'
  if (plan.kind === 'file' && !plan.freeText && !isDeclaredFile(schema, root))
    return 'refuses text that the schema allows'
  if (plan.kind === 'choice' || plan.kind === 'size') {
    const options = plan.options.map(String)
    const labels = plan.optionLabels ?? options
    if (new Set(labels).size < new Set(options).size) return 'two options read alike'
    const given = new Set(Object.values(schema).flatMap(textsIn))
    const digits = (text: string) => text.replace(/\D+/g, ' ').trim()
    const changed = options.find(
      (option, index) => digits(option) !== digits(labels[index] ?? '') && !given.has(labels[index] ?? ''),
    )
    if (changed !== undefined) return `the label of "${changed}" has other numbers`
  }
  return name === '' ? 'no name' : undefined
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** The editors that are right for a node; the first is the most specific. */
function bestKinds(schema: JsonSchema, root: JsonSchema, name: string, level = 0): string[] {
  if (level > MAX_LEVELS) return ['json']
  const snake = name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase()
  if (Array.isArray(schema.enum)) return ['choice']
  if (Array.isArray(schema.anyOf)) return bestOfUnion(schema.anyOf, root, name, level)
  switch (schema.type) {
    case 'boolean':
      return ['boolean']
    case 'integer':
    case 'number':
      return /(?:^|_)seed$/.test(snake) ? ['seed'] : ['number']
    case 'string':
      return bestOfText(schema, root, snake)
    case 'array': {
      const item = resolveSchema(schema.items ?? {}, root).schema
      const inner = bestKinds(item, root, name, level + 1)
      if (inner.includes('json')) return ['json']
      if (inner.some((kind) => kind === 'file' || kind === 'guessed file'))
        return inner.map((kind) => `${kind}s`)
      return ['list']
    }
    case 'object':
      return isSchema(schema.properties) ? ['group', 'rgb color'] : ['json']
    default:
      return isSchema(schema.properties)
        ? ['group', 'rgb color']
        : ['json', 'text', 'number', 'boolean', 'choice', 'guessed file', 'file']
  }
}

function bestOfText(schema: JsonSchema, root: JsonSchema, snake: string): string[] {
  if (isSecretNode(schema)) return ['secret']
  if (isDeclaredFile(schema, root)) return ['file']
  if (schema.format === 'color') return ['hex color']
  const examples: unknown = schema['examples'] ?? schema['example']
  const hasExamples = Array.isArray(examples) ? examples.length > 0 : examples !== undefined
  const isLong = /prompt$/.test(snake) || (schema.maxLength ?? 0) > LONG_TEXT
  const texts = isLong ? ['long text'] : ['text', 'long text', 'secret', 'hex color']
  if (MEDIA_NAME.test(snake)) return ['guessed file', 'file']
  if (hasExamples) return texts.map((text) => `${text} with suggestions`)
  return LINK_NAME.test(snake) ? [...texts, 'guessed file'] : texts
}

function bestOfUnion(
  variants: readonly JsonSchema[],
  root: JsonSchema,
  name: string,
  level: number,
): string[] {
  const isPreset = (variant: JsonSchema) => Array.isArray(variant.enum) || variant.const !== undefined
  const has = (test: (variant: JsonSchema) => unknown) => variants.some(test)
  if (variants.every(isPreset)) return ['choice']
  const isSize = (variant: JsonSchema) => variant.properties?.['width'] && variant.properties['height']
  if (variants.length === 2 && has(isPreset) && has(isSize)) return ['size']
  const isText = (variant: JsonSchema) => variant.type === 'string'
  if (has(isPreset) && variants.every((variant) => isPreset(variant) || isText(variant)))
    return ['text with suggestions', 'long text with suggestions']
  const kinds = variants.map((variant) => bestKinds(variant, root, name, level + 1))
  const files = kinds.every((kind) => kind.some((each) => /^(?:guessed )?files?$/.test(each)))
  if (files) return ['files', 'guessed files', 'file', 'guessed file']
  const first = kinds[0] ?? []
  const same = first.filter((kind) => kinds.every((each) => each.includes(kind)))
  return same.length > 0 && !same.includes('group') ? [...same, 'variants'] : ['variants']
}

/** The kind of a plan, with what makes it more than that kind. */
function detailOf(plan: FieldPlan): string {
  switch (plan.kind) {
    case 'text': {
      const text = plan.secret ? 'secret' : plan.multiline ? 'long text' : 'text'
      return plan.suggestions && plan.suggestions.length > 0 ? `${text} with suggestions` : text
    }
    case 'file':
      return `${plan.freeText ? 'guessed ' : ''}file${plan.multiple ? 's' : ''}`
    case 'number':
      return plan.seed ? 'seed' : 'number'
    case 'color':
      return `${plan.format} color`
    default:
      return plan.kind
  }
}

function isDeclaredFile(schema: JsonSchema, root: JsonSchema): boolean {
  if (FILE_FORMATS.includes(schema.format) || typeof schema['contentMediaType'] === 'string') return true
  const inner = schema.type === 'array' ? [schema.items ?? {}] : (schema.anyOf ?? [])
  return inner.some((part) => isDeclaredFile(resolveSchema(part, root).schema, root))
}

function isSecretNode(schema: JsonSchema): boolean {
  return schema.format === 'password' || schema['x-cog-secret'] === true || schema['writeOnly'] === true
}
