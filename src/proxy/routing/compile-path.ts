/** What stands for `{…}` in a rule's path. */
export type PathParameters = Record<string, string>

// Endpoint ids as the platform takes them. No segment is `requests`: `POST /owner/alias/requests/1/cancel` must
// not pass as the submit of an endpoint of that name.
const ENDPOINT_SEGMENT = String.raw`(?!requests(?:/|$))[A-Za-z0-9._-]+`
const ENDPOINT = `${ENDPOINT_SEGMENT}(?:/${ENDPOINT_SEGMENT})+`
// Ids are opaque; `stream` is a route, so that no id check ever opens an event stream.
const SEGMENT = String.raw`(?!stream(?:/|$))[A-Za-z0-9._~:=-]+`

/** Makes a matcher of a rule's path; throws where the path could never match or match too much. */
export function compilePath(path: string): (candidate: string) => PathParameters | undefined {
  if (!/^(?:\/(?:[A-Za-z0-9._-]+|\{[A-Za-z]+\}))+$/.test(path)) {
    throw new TypeError(
      `createProxyHandler: the rule path "${path}" is not understood. Write segments or {placeholders} after slashes, e.g. /files/{id}.`,
    )
  }
  const names: string[] = []
  const source = path
    .split('/')
    .slice(1)
    .map((segment) => {
      const name = /^\{(.+)\}$/.exec(segment)?.[1]
      if (!name) return segment.replace(/[.]/g, '\\.')
      names.push(name)
      return `(${name === 'endpoint' ? ENDPOINT : SEGMENT})`
    })
  const pattern = new RegExp(`^/${source.join('/')}$`)
  return (candidate) => {
    const match = pattern.exec(candidate)
    return match ? Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ''])) : undefined
  }
}
