/** Headers of a PUT of a whole file: the signature holds the type, and for SVG the disposition too. */
export function uploadHeaders(type: string): Record<string, string> {
  const isSvg = /^image\/svg\+xml\b/i.test(type)
  return { 'Content-Type': type, ...(isSvg && { 'Content-Disposition': 'attachment' }) }
}
