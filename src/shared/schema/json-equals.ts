const MAX_DEPTH = 64

/** Whether two JSON values are the same: the order of an object's keys does not count. */
export function jsonEquals(one: unknown, other: unknown): boolean {
  return (
    one === other || (typeof one === 'object' && typeof other === 'object' && jsonKey(one) === jsonKey(other))
  )
}

/** A text that is the same for equal JSON values, and only for these. */
export function jsonKey(value: unknown, level = 0): string {
  if (typeof value !== 'object' || value === null || level > MAX_DEPTH)
    return JSON.stringify(value) ?? 'undefined'
  if (Array.isArray(value)) return `[${value.map((entry) => jsonKey(entry, level + 1)).join()}]`
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${jsonKey(entry, level + 1)}`).join()}}`
}
