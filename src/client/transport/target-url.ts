import type { QueryValue } from './transport.js'

/** The real URL that the proxy is asked to call: the host's base, which may carry a path, then path and query. */
export function targetUrl(base: string, path: string, query: Record<string, QueryValue> = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const entry of Array.isArray(value) ? value : [value]) search.append(key, String(entry))
  }
  const tail = search.toString()
  return base.replace(/\/+$/, '') + path + (tail && `?${tail}`)
}
