import type { JsonSchema } from '../../protocol/model.js'

interface TypeOptions {
  /** `components.schemas` of the document, for `$ref`. */
  schemas: Readonly<Record<string, JsonSchema>>
  /** In an input, files may be given as they are: they are uploaded first. */
  isInput: boolean
}

/** Where in a document a schema stands. */
interface Place {
  indent: string
  /** The property that it describes, an array's items included: files are known by such names. */
  name: string
  /** The named schemas that it stands in. */
  within: readonly string[]
}

/** A JSON schema as a TypeScript type. What cannot be told is `unknown`. */
function schemaToType(schema: unknown, options: TypeOptions, indent = ''): string {
  return typeAt(schema, options, { indent, name: '', within: [] })
}

function typeAt(schema: unknown, options: TypeOptions, place: Place): string {
  if (!isSchema(schema)) return 'unknown'
  const type = bare(schema, options, place)
  return schema.nullable && type !== 'unknown' && !type.endsWith('| null') ? `${type} | null` : type
}

function bare(schema: JsonSchema, options: TypeOptions, place: Place): string {
  const inner = (part: unknown) => typeAt(part, options, place)
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    // A schema within itself has no end: cut there.
    if (place.within.includes(name) || !Object.hasOwn(options.schemas, name)) return 'unknown'
    return typeAt(options.schemas[name], options, { ...place, within: [...place.within, name] })
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
  // OpenAPI 3.1 writes a list of types.
  const type: unknown = schema.type
  if (Array.isArray(type)) return union(type.map((each: unknown) => inner({ ...schema, type: each })))
  switch (schema.type) {
    case 'string':
      return options.isInput && holdsFile(place.name, schema.format) ? 'string | Blob' : 'string'
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
      return schema.type === 'object' || schema.properties ? objectType(schema, options, place) : 'unknown'
  }
}

function objectType(schema: JsonSchema, options: TypeOptions, place: Place): string {
  const properties = Object.entries(schema.properties ?? {})
  const extra = schema['additionalProperties']
  if (!properties.length) {
    return `Record<string, ${typeAt(extra, options, place)}>`
  }
  const indent = `${place.indent}  `
  const lines = properties.map(([name, property]) => {
    const isNeeded = schema.required?.includes(name) && (!options.isInput || property.default === undefined)
    const type = typeAt(property, options, { ...place, indent, name })
    return `${comment(property, indent)}${indent}${key(name)}${isNeeded ? '' : '?'}: ${type}\n`
  })
  return `{\n${lines.join('')}${place.indent}}`
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

const NAMES =
  /(?:^|_)(?:image|img|photo|picture|mask|frame|video|audio|file|url|uri)s?(?:_?(?:url|uri|file|path)s?)?$/i
// Addresses that are given, not uploaded.
const NOT_A_FILE = /webhook|callback|redirect/i

/**
 * Whether a string of this name holds the URL of a file: told by `format: "uri"` or by names such as `end_image`.
 * Generous, as a type may be: a yes too many only allows a Blob where nobody gives one.
 */
function holdsFile(name: string, format: string | undefined): boolean {
  return format === 'uri' || (NAMES.test(name) && !NOT_A_FILE.test(name))
}

export interface EndpointDocument {
  endpoint: string
  /** `components.schemas` of its OpenAPI document; empty for a model that publishes none. */
  schemas: Readonly<Record<string, JsonSchema>>
}

/** The text of a declaration file that tells the package the types of endpoints. */
export function declareEndpoints(documents: readonly EndpointDocument[]): string {
  const indent = '      '
  const entries = documents.map(({ endpoint, schemas }) => {
    const input = schemas['Input']
      ? schemaToType(schemas['Input'], { schemas, isInput: true }, indent)
      : 'Record<string, unknown>'
    const output = schemaToType(schemas['Output'], { schemas, isInput: false }, indent)
    return `    '${endpoint}': {\n${indent}input: ${input}\n${indent}output: ${output}\n    }\n`
  })
  return `// Written by \`npx modelrunner-react types ${documents.map(({ endpoint }) => endpoint).join(' ')}\`. Do not edit.
import 'modelrunner-react'

declare module 'modelrunner-react' {
  interface EndpointTypes {
${entries.join('')}  }
}
`
}
