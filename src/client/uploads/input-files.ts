import { isBlob } from '../is-blob.js'

/** Every File and Blob in an input value, however deep, in reading order; each once. */
export function inputFiles(input: unknown): Blob[] {
  const found = new Set<Blob>()
  const seen = new Set<object>()
  function visit(value: unknown): void {
    if (isBlob(value)) return void found.add(value)
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    for (const entry of isList(value) ? Array.from(value) : Object.values(value)) visit(entry)
  }
  visit(input)
  return [...found]
}

/** The input with `urlOf(file)` in the place of each file. What holds no file stays the same object. */
export function withUrls(input: unknown, urlOf: (file: Blob) => string): unknown {
  if (isBlob(input)) return urlOf(input)
  if (!inputFiles(input).length) return input
  if (isList(input)) return Array.from(input, (entry) => withUrls(entry, urlOf))
  const entries = Object.entries(input as object)
  return Object.fromEntries(entries.map(([key, value]) => [key, withUrls(value, urlOf)]))
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || Object.prototype.toString.call(value) === '[object FileList]'
}
