/** The name a URL ends in, or its host where it ends in none. */
export function fileName(url: string): string {
  const { pathname, hostname } = new URL(url)
  const tail = pathname.split('/').findLast(Boolean) ?? ''
  if (!tail) return hostname
  try {
    return decodeURIComponent(tail)
  } catch {
    // A stray % is no reason to show nothing.
    return tail
  }
}
