import { labelOf } from '../schema-form/label-of.js'

/** A path in words: `['images', 1, 'url']` → `Images › 2 › URL`. Positions begin at 1. */
export function fieldName(path: readonly (string | number)[]): string {
  return path.map((part) => (typeof part === 'number' ? String(part + 1) : labelOf(part))).join(' › ')
}
