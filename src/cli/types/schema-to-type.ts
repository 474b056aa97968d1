import type { JsonSchema } from '../../protocol/model.js'

export interface TypeOptions {
  /** `components.schemas` of the document, for `$ref`. */
  schemas: Readonly<Record<string, JsonSchema>>
  /** In an input, files may be given as they are: they are uploaded first. */
  isInput: boolean
}

/** A JSON schema as a TypeScript type. What cannot be told is `unknown`. */
export function schemaToType(
  schema: unknown,
  options: TypeOptions,
  indent = '',
  within: readonly string[] = [],
): string {
  if (!isSchema(schema)) return 'unknown'
  const type = bare(schema, options, indent, within)
  return schema.nullable && type !== 'unknown' && !type.endsWith('| null') ? `${type} | null` : type
}

function bare(schema: JsonSchema, options: TypeOptions, indent: string, within: readonly string[]): string {
  const inner = (part: unknown, deeper = indent) => schemaToType(part, options, deeper, within)
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    // A schema within itself has no end: cut there.
    if (within.includes(name) || !Object.hasOwn(options.schemas, name)) return 'unknown'
    return schemaToType(options.schemas[name], options, indent, [...within, name])
  }
  if (schema.const !== undefined) return literal(schema.const)
  if (schema.enum) return union(schema.enum.map(literal))
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return union(choices.map((choice) => inner(choice)))
  if (schema.allOf) {
    const parts = [...new Set(schema.allOf.map((part) => inner(part)))].filter((part) => part !== 'unknown')
    return (
      parts.map((part) => (parts.length > 1 && part.includes(' | ') ? `(${part})` : part)).join(' & ') ||
      'unknown'
    )
  }
  switch (schema.type) {
    case 'string':
      return options.isInput && schema.format === 'uri' ? 'string | Blob' : 'string'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'null':
      return 'null'
    case 'array': {
      const item = inner(schema.items)
      return /[|&]/.test(item) ? `(${item})[]` : `${item}[]`
    }
    default:
      return schema.type === 'object' || schema.properties
        ? objectType(schema, options, indent, within)
        : 'unknown'
  }
}

function objectType(
  schema: JsonSchema,
  options: TypeOptions,
  indent: string,
  within: readonly string[],
): string {
  const properties = Object.entries(schema.properties ?? {})
  const extra = schema['additionalProperties']
  if (!properties.length) {
    return `Record<string, ${isSchema(extra) ? schemaToType(extra, options, indent, within) : 'unknown'}>`
  }
  const deeper = `${indent}  `
  const lines = properties.map(([name, property]) => {
    const isNeeded = schema.required?.includes(name) && (!options.isInput || property.default === undefined)
    const type = schemaToType(property, options, deeper, within)
    return `${comment(property, deeper)}${deeper}${key(name)}${isNeeded ? '' : '?'}: ${type}\n`
  })
  return `{\n${lines.join('')}${indent}}`
}

function comment(property: JsonSchema, indent: string): string {
  const described = property.description?.replace(/\s+/g, ' ').trim()
  const preset = property.default === undefined ? undefined : `@default ${JSON.stringify(property.default)}`
  const text = [described, preset].filter(Boolean).join(' ')
  // What a schema says must not end the comment it stands in.
  return text ? `${indent}/** ${text.replaceAll('*/', '*\\/')} */\n` : ''
}

function union(types: readonly string[]): string {
  const distinct = [...new Set(types)]
  return distinct.includes('unknown') || !distinct.length ? 'unknown' : distinct.join(' | ')
}

function literal(value: unknown): string {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
    ? JSON.stringify(value)
    : 'unknown'
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
