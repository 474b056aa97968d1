import type { JsonSchema } from '../../protocol/model.js'
import { isSchema } from '../../shared/schema/resolve-schema.js'
import { cutText } from '../internal/cut-text.js'
import { labelOf } from '../internal/labels.js'
import type { TextPlan } from './field-plan.js'

const LONG_TEXT_NAME =
  /prompt|text|lyrics|script|story|instruction|description|caption|transcript|message|content/
const NO_LONG_TEXT =
  /(?:^|_)(?:id|ids|name|language|lang|format|type|mode|model|color|colour|font|size|position|align\w*)$/
const LONG_TEXT_LENGTH = 200
const SHORT_TEXT_LENGTH = 60
const SECRET_NAME =
  /(?:^|_)(?:api_?key|access_?key|secret(?:_key)?|password|passwd|auth_?token|hf_?token|api_?token|access_?token|bearer)$/
const SEED_NAME = /(?:^|_)seed$/
const COLOR_NAME = /(?:^|_)colou?r$/
const HEX = /^#[\da-f]{6}$/i

// A longer label is none; as text on the page it would block it.
const MAX_LINE = 200
// What is larger stays with the model, which applies its defaults by itself: in a field it would block the page. Characters, and levels.
const MAX_VALUE = 100_000
const MAX_VALUE_DEPTH = 64
const MAX_EXAMPLE = 10_000

export function orderedNames(
  properties: Record<string, JsonSchema>,
  parent: JsonSchema,
  required: ReadonlySet<string>,
): string[] {
  const names = Object.keys(properties)
  const asked: unknown = parent['x-fal-order-properties'] ?? parent['x-order']
  const listed = new Map(Array.isArray(asked) ? asked.map((name, index) => [String(name), index]) : [])
  const orders = names.map((name) => listed.get(name) ?? numberOf(properties[name]?.['x-order']))
  const isAsked = orders.some((order) => order !== undefined)
  const rank = new Map(
    names.map((name, index) => [
      name,
      isAsked ? (orders[index] ?? Number.MAX_SAFE_INTEGER) : required.has(name) ? 0 : 1,
    ]),
  )
  return names.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0))
}

/** `common`: what each variant requires, which tells none of them apart. */
export function tagLabel(variant: JsonSchema, tag: string, common: ReadonlySet<string>): string {
  const properties = Object.entries(
    isSchema(variant.properties) ? (variant.properties as Record<string, JsonSchema>) : {},
  )
  const constant = (schema: JsonSchema | undefined): unknown =>
    schema?.const ?? (schema?.enum?.length === 1 ? schema.enum[0] : undefined)
  const found = properties.find(([name, schema]) => (tag ? name === tag : constant(schema) !== undefined))
  const value = constant(found?.[1])
  if (value !== undefined) return labelOf(lineOf(String(value)))
  if (choices(variant)) return ''
  // Without a name, an object is known by what it must hold.
  const required = requiredOf(variant).filter((name) => !common.has(name))
  return lineOf(required.slice(0, 3).map(lineOf).map(labelOf).join(', '))
}

/** What all of several variants require. */
export function commonlyRequired([first, ...others]: readonly JsonSchema[]): ReadonlySet<string> {
  const names = first && others.length > 0 ? requiredOf(first) : []
  return new Set(names.filter((name) => others.every((other) => requiredOf(other).includes(name))))
}

function requiredOf({ required }: JsonSchema): readonly string[] {
  return Array.isArray(required) ? required : []
}

/**
 * The title of a node, where it has one for people: generated schemas give a definition its type's name for a title, and what
 * refers to it none.
 */
export function titleOf(node: JsonSchema, resolved: JsonSchema): string {
  const title = textOf(resolved.title)
  if (textOf(node.title)) return lineOf(title)
  const parts = [
    node,
    ...[node.allOf, node.anyOf, node.oneOf].flatMap((each) => (Array.isArray(each) ? each : [])),
  ]
  const isTypeName = parts.some((part) => isSchema(part) && textOf(part.$ref).endsWith(`/${title}`))
  return isTypeName ? '' : lineOf(title)
}

export function distinct(variants: JsonSchema[]): JsonSchema[] {
  const seen = new Set<string>()
  return variants.filter((variant) => {
    const { title: _title, description: _description, ...rest } = variant
    const key = JSON.stringify(rest)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

export function choices(schema: JsonSchema): readonly unknown[] | undefined {
  if (schema.const !== undefined) return [schema.const]
  if (!Array.isArray(schema.enum)) return undefined
  const options = new Set(schema.enum.filter((option) => option !== null))
  return options.size > 0 && [...options].every((option) => typeof option !== 'object')
    ? [...options]
    : undefined
}

export function isSecret(name: string, schema: JsonSchema): boolean {
  return (
    schema.format === 'password' ||
    schema['x-cog-secret'] === true ||
    schema['writeOnly'] === true ||
    SECRET_NAME.test(snake(name))
  )
}

export function isSeed(name: string): boolean {
  return SEED_NAME.test(snake(name))
}

/** A color as `#rrggbb`: its format says so, or its name together with what it starts with. */
export function isColorText(name: string, schema: JsonSchema, start: unknown): boolean {
  return schema.format === 'color' || (COLOR_NAME.test(snake(name)) && HEX.test(String(start ?? '')))
}

export function isLongText(name: string, schema: JsonSchema): boolean {
  const start = typeof schema.default === 'string' ? schema.default : ''
  const snaked = snake(name)
  const isShort = schema.maxLength !== undefined && schema.maxLength < SHORT_TEXT_LENGTH
  return (
    /prompt$/.test(snaked) ||
    (LONG_TEXT_NAME.test(snaked) && !NO_LONG_TEXT.test(snaked) && !isShort) ||
    schema.format === 'textarea' ||
    (schema.maxLength ?? 0) > LONG_TEXT_LENGTH ||
    start.length > LONG_TEXT_LENGTH / 2 ||
    start.includes('\n')
  )
}

export function rankOf(name: string, multiline: boolean): Pick<TextPlan, 'rank'> {
  if (!multiline) return {}
  if (/negative/.test(name)) return { rank: 'quiet' }
  return /^(?:prompt|text|input|lyrics|script|text_?prompt)$/i.test(name) ? { rank: 'primary' } : {}
}

export function examplesOf(schema: JsonSchema): string[] {
  const given: unknown = schema['examples'] ?? (schema['example'] === undefined ? [] : [schema['example']])
  const examples = (Array.isArray(given) ? given : []).filter(
    (example) => typeof example === 'string' && example !== '' && example.length <= MAX_EXAMPLE,
  )
  return [...new Set(examples as string[])].slice(0, 200)
}

/** The default that a field can start with. */
export function defaultOf(schema: JsonSchema): unknown {
  return schema.default === null || isLarge(schema.default) ? undefined : schema.default
}

function isLarge(start: unknown): boolean {
  let left = MAX_VALUE
  const count = (value: unknown, level: number): void => {
    left -= typeof value === 'string' ? value.length : 1
    if (typeof value !== 'object' || value === null || left < 0) return
    if (level === MAX_VALUE_DEPTH) left = -1
    else for (const inner of Object.values(value)) count(inner, level + 1)
  }
  count(start, 0)
  return left < 0
}

/** A text that is meant to be one line, e.g. a title. */
export function lineOf(value: unknown): string {
  return cutText(textOf(value), MAX_LINE)
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

export function snake(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase()
}

/** A whole OpenAPI document may be given too: then its `Input` is meant. */
export function inputOf(schema: JsonSchema | undefined): JsonSchema | undefined {
  if (!schema || schema.properties) return schema
  const components = schema['components'] as { schemas?: Record<string, JsonSchema> } | undefined
  return components?.schemas?.['Input'] ?? schema
}
