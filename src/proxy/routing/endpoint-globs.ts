/** Makes one test of many globs: `*` is any characters but a slash, `**` any characters. */
export function endpointGlobs(globs: readonly string[]): (endpoint: string) => boolean {
  const patterns = globs.map((glob) => {
    if (!/^[A-Za-z0-9._*/-]+$/.test(glob)) {
      throw new TypeError(
        `createProxyHandler: "${glob}" in endpoints is not an endpoint id or glob, e.g. bytedance/** or acme/summarise.`,
      )
    }
    const source = glob.split(/(\*\*|\*)/).map((piece) => {
      if (piece === '**') return '.*'
      return piece === '*' ? '[^/]*' : piece.replace(/[.]/g, '\\.')
    })
    return new RegExp(`^${source.join('')}$`)
  })
  return (endpoint) => patterns.some((pattern) => pattern.test(endpoint))
}
