/** A type or extension as people know it: `.pdf` → PDF, `image/svg+xml` → SVG. */
export function typeName(entry: string): string {
  return entry
    .replace(/^(\.|[^/]+\/)/, '')
    .replace(/\+.*$/, '')
    .toUpperCase()
}
