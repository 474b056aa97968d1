import { safeUrl } from './safe-url.js'

/** Names of the field in which a model takes the user's words. */
const PROMPT_FIELDS = ['prompt', 'text', 'input', 'query', 'caption', 'lyrics', 'script']

/** The words that a run was asked for with: its title, and the best alternative text of what came of it. */
export function promptOf(input: unknown): string | undefined {
  const fields = Object(input) as Record<string, unknown>
  for (const field of PROMPT_FIELDS) {
    const value = fields[field]
    if (typeof value === 'string' && value.trim()) return value.trim()
  }
  return undefined
}

/** The image that went in, to compare with what came out. */
export function inputImageOf(input: unknown): string | undefined {
  return Object.entries(Object(input) as Record<string, unknown>)
    .flatMap(([name, value]) => (/image|picture|img|photo/i.test(name) ? [value].flat() : []))
    .map(safeUrl)
    .find((url) => url !== undefined)
}
