/** Every http(s) URL that stands as a whole string in a value, in order, without repeats. */
export function collectUrls(value: unknown): string[] {
  const found = new Set<string>()
  const walk = (inner: unknown): void => {
    if (typeof inner === 'string' && /^https?:\/\/\S+$/.test(inner)) found.add(inner)
    else if (Array.isArray(inner)) inner.forEach(walk)
    else if (inner && typeof inner === 'object') Object.values(inner).forEach(walk)
  }
  walk(value)
  return [...found]
}
