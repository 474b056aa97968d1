import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { JsonSchema } from '../../src/protocol/model.js'
import { isSchema } from '../../src/shared/schema/resolve-schema.js'

/** A model's input schema, or an output that a model gave. */
export type CorpusDocument =
  | { kind: 'schema'; id: string; input: JsonSchema; schemas: Readonly<Record<string, JsonSchema>> }
  | { kind: 'output'; id: string; output: unknown; schema?: JsonSchema }

const LINES = new Set(['.jsonl', '.ndjson'])
const FILES = new Set(['.json', ...LINES])

/** All documents of files and folders, folders with all that is in them. */
export async function readDocuments(paths: readonly string[]): Promise<CorpusDocument[]> {
  const files = (await Promise.all(paths.map(filesIn))).flat()
  const documents = await Promise.all(files.map(readFileDocuments))
  return documents.flat()
}

async function filesIn(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && FILES.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

async function readFileDocuments(path: string): Promise<CorpusDocument[]> {
  const text = await readFile(path, 'utf8')
  const name = basename(path, extname(path))
  const values: unknown[] = LINES.has(extname(path))
    ? text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as unknown)
    : [JSON.parse(text)]
  return values.flat().map((value, index, all) => {
    const document = documentOf(value, all.length > 1 ? `${name} ${index + 1}` : name)
    if (!document) throw new Error(`${path}: entry ${index + 1} is neither a schema nor an output.`)
    return document
  })
}

/** Understands `{id, schemas: {Input, …}}`, `{id, output, schema?}`, an OpenAPI document, and a plain JSON schema of an input. */
export function documentOf(value: unknown, fallbackId: string): CorpusDocument | undefined {
  if (!isSchema(value)) return undefined
  const id = typeof value['id'] === 'string' ? value['id'] : fallbackId
  const components = isSchema(value['components']) ? value['components']['schemas'] : undefined
  const schemas = (isSchema(value['schemas']) ? value['schemas'] : components) as
    Record<string, JsonSchema> | undefined
  if (schemas?.['Input']) {
    return { kind: 'schema', id, schemas, input: { ...schemas['Input'], components: { schemas } } }
  }
  if ('output' in value) {
    const schema = isSchema(value['schema']) ? value['schema'] : undefined
    return { kind: 'output', id, output: value['output'], ...(schema ? { schema } : undefined) }
  }
  return value.type === 'object' || value.properties || value.$ref || value.allOf
    ? { kind: 'schema', id, schemas: { Input: value }, input: value }
    : undefined
}
