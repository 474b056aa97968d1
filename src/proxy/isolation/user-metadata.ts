/** The metadata key under which a request carries the mark of the person who made it. Browsers neither set nor see it. */
export const USER_KEY = 'mr_user'

/** The mark that a request item carries, if any. */
export function ownerOf(item: unknown): string | undefined {
  const metadata = isRecord(item) ? item['metadata'] : undefined
  const mark = isRecord(metadata) ? metadata[USER_KEY] : undefined
  return typeof mark === 'string' ? mark : undefined
}

/** The item as a browser may see it. */
export function withoutOwner<T>(item: T): T {
  if (ownerOf(item) === undefined) return item
  const copy = { ...(item as T & { metadata: Record<string, unknown> }) } // ownerOf found metadata
  const metadata = { ...copy.metadata }
  delete metadata[USER_KEY]
  copy.metadata = metadata
  return copy
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
