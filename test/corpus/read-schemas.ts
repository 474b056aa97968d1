import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { JsonSchema } from '../../src/protocol/model.js'

export interface CorpusModel {
  id: string
  /** The input's node, with the document's `components` where it has some. */
  schema: JsonSchema
}

/** Schemas of a folder of JSON files, or of one file of lines: OpenAPI documents, `{id, schemas: {Input}}` or bare schemas. */
export function readSchemas(path: string): CorpusModel[] {
  if (statSync(path).isDirectory()) {
    return readdirSync(path)
      .filter((file) => /\.(?:json|ndjson)$/.test(file))
      .sort()
      .flatMap((file) => readSchemas(join(path, file)))
  }
  const text = readFileSync(path, 'utf8')
  const documents = path.endsWith('.ndjson')
    ? text.split('\n').filter((line) => line.trim() !== '')
    : [text]
  return documents.map((document, index) => {
    const parsed = JSON.parse(document) as Record<string, unknown>
    return toModel(parsed, `${basename(path)}${documents.length > 1 ? `:${index + 1}` : ''}`)
  })
}

function toModel(document: Record<string, unknown>, name: string): CorpusModel {
  const id = typeof document['id'] === 'string' ? document['id'] : name
  const components = document['components'] as { schemas?: Record<string, JsonSchema> } | undefined
  const schemas = (document['schemas'] as Record<string, JsonSchema> | undefined) ?? components?.schemas
  const input = schemas?.['Input']
  return input ? { id, schema: { ...input, components: { schemas } } } : { id, schema: document as JsonSchema }
}
