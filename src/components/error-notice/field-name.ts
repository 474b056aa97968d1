import { labelOf } from '../schema-form/label-of.js'

/** A path in words: `['images', 1, 'url']` → `Images › 2 › URL`. Positions begin at 1. */
export function fieldName(path: readonly (string | number)[]): string {
  // A place among files that were chosen: the message names the file.
  if (path.length === 1 && typeof path[0] === 'number') return ''
  return path.map((part) => (typeof part === 'number' ? String(part + 1) : labelOf(part))).join(' › ')
}
