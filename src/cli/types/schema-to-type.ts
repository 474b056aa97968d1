import type { JsonSchema } from '../../protocol/model.js'
import { fileField } from '../../shared/schema/file-field.js'
import { guessType, isSchema, refTarget, resolveSchema } from '../../shared/schema/resolve-schema.js'
import { validate } from '../../shared/schema/validate.js'

interface TypeOptions {
  /** What `$ref` points into. */
  root: JsonSchema
  /** In an input, files may be given as they are: they are uploaded first. */
  isInput: boolean
}

/** Where in a document a schema stands. */
interface Context {
  indent: string
  /** The property that it describes, an array's items included: files are known by such names. */
  name: string
  /** The references that it stands in. */
  within: readonly string[]
}

// A schema that refers to itself under ever new names has no end: deeper than this it is cut.
const MAX_DEPTH = 32
const MAX_HOPS = 16

/** A JSON schema as a TypeScript type, read as the form reads it. What the schema leaves open is `unknown`. */
function schemaToType(schema: unknown, options: TypeOptions, indent = ''): string {
  return typeAt(schema, options, { indent, name: '', within: [] })
}

function typeAt(node: unknown, options: TypeOptions, context: Context): string {
  if (!isSchema(node) || context.indent.length > MAX_DEPTH * 2) return 'unknown'
  const followed = follow(node, options.root, context.within)
  // A schema within itself has no end: cut there.
  if (!followed) return 'unknown'
  const inside = { ...context, within: followed.within }
  const { schema, nullable } = resolveSchema(followed.node, options.root)
  const variants = variantsOf(followed.node) ?? schema.anyOf
  const type = variants
    ? union(variants.map((variant) => typeAt(variant, options, inside)))
    : plainType(schema, options, inside)
  return nullable && type !== 'unknown' && !/(?:^|\| )null$/.test(type) ? `${type} | null` : type
}

/** Goes where references lead, and remembers them. Undefined where one leads back into itself. */
function follow(
  start: JsonSchema,
  root: JsonSchema,
  within: readonly string[],
): { node: JsonSchema; within: readonly string[] } | undefined {
  let node = start
  let passed = within
  for (let hop = 0; typeof node.$ref === 'string' && hop < MAX_HOPS; hop += 1) {
    if (passed.includes(node.$ref)) return undefined
    const { $ref, ...beside } = node
    const target = refTarget($ref, root)
    passed = [...passed, $ref]
    node = { ...(isSchema(target) ? target : undefined), ...beside }
  }
  const merged = Array.isArray(node.allOf) ? node.allOf.map((part) => part.$ref) : []
  const refs = merged.filter((ref) => typeof ref === 'string')
  return refs.some((ref) => passed.includes(ref)) ? undefined : { node, within: [...passed, ...refs] }
}

/** The variants of a union as they were written, with their references; `null` and what is no choice is left out. */
function variantsOf(node: JsonSchema): JsonSchema[] | undefined {
  const all = node.anyOf ?? node.oneOf
  if (!Array.isArray(all) || node.allOf) return undefined
  const some = all.filter((variant) => isSchema(variant) && variant.type !== 'null')
  const { anyOf: _anyOf, oneOf: _oneOf, nullable: _nullable, ...beside } = node
  return some.length === 1 ? some.map((only) => ({ ...only, ...beside })) : some
}

function plainType(schema: JsonSchema, options: TypeOptions, context: Context): string {
  if (schema.const !== undefined) return literal(schema.const)
  if (Array.isArray(schema.enum)) return union(schema.enum.map(literal))
  // A file may also be a value without a type.
  if (options.isInput && fileField(context.name, schema)) return 'string | Blob'
  switch (schema.type ?? guessType(schema)) {
    case 'string':
      return 'string'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'null':
      return 'null'
    case 'array': {
      const item = typeAt(schema.items, options, context)
      return /[|&]/.test(item) ? `(${item})[]` : `${item}[]`
    }
    case 'object':
      return objectType(schema, options, context)
    default:
      return 'unknown'
  }
}

function objectType(schema: JsonSchema, options: TypeOptions, context: Context): string {
  const properties = Object.entries(isSchema(schema.properties) ? schema.properties : {}).filter(isProperty)
  const extra = schema['additionalProperties']
  if (!properties.length) {
    return `Record<string, ${typeAt(extra, options, context)}>`
  }
  const indent = `${context.indent}  `
  const lines = properties.map(([name, property]) => {
    const isNeeded =
      Array.isArray(schema.required) &&
      schema.required.includes(name) &&
      !(options.isInput && hasDefault(property, options.root))
    const type = typeAt(property, options, { ...context, indent, name })
    return `${comment(property, indent)}${indent}${key(name)}${isNeeded ? '' : '?'}: ${type}\n`
  })
  return `{\n${lines.join('')}${context.indent}}`
}

function isProperty(entry: [string, unknown]): entry is [string, JsonSchema] {
  return isSchema(entry[1])
}

/** A default that the schema itself forbids is none. */
function hasDefault(property: JsonSchema, root: JsonSchema): boolean {
  const start = resolveSchema(property, root).schema.default
  return start !== undefined && start !== null && validate(start, property, { root }).length === 0
}

function comment(property: JsonSchema, indent: string): string {
  const described = (typeof property.description === 'string' ? property.description : '')
    .replace(/\s+/g, ' ')
    .trim()
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

export interface EndpointDocument {
  endpoint: string
  /** `components.schemas` of its OpenAPI document; empty for a model that publishes none. */
  schemas: Readonly<Record<string, JsonSchema>>
}

/** The text of a declaration file that tells the package the types of endpoints. */
export function declareEndpoints(documents: readonly EndpointDocument[]): string {
  const indent = '      '
  const entries = documents.map(({ endpoint, schemas }) => {
    // References look in the document, and in the schema that they stand in (`$defs`).
    const rootOf = (schema: JsonSchema | undefined): JsonSchema => ({ ...schema, components: { schemas } })
    const input = schemas['Input']
      ? schemaToType(schemas['Input'], { root: rootOf(schemas['Input']), isInput: true }, indent)
      : 'Record<string, unknown>'
    const output = schemaToType(
      schemas['Output'],
      { root: rootOf(schemas['Output']), isInput: false },
      indent,
    )
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
