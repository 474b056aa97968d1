import { DEFAULT_HOSTS, type Hosts } from '../../protocol/hosts.js'
import { HEADERS } from '../../protocol/headers.js'
import { Refusal } from '../refusal.js'

export type HostName = keyof Hosts

/** A configured host: its origin, and the path below which it lies (no slash at the end). */
export interface HostBase {
  name: HostName
  origin: string
  path: string
}

/** Loopback only: anywhere else plain http would carry the key through a network. */
const LOOPBACK = /^(?:localhost|(?:[a-z0-9-]+\.)+localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Reads the `hosts` option; throws on what must not be a host. */
export function hostBases(hosts: Partial<Hosts> = {}): HostBase[] {
  const names: HostName[] = ['queue', 'rest', 'media']
  return names.map((name) => {
    const given = hosts[name] ?? DEFAULT_HOSTS[name]
    const url = URL.canParse(given) ? new URL(given) : undefined
    if (!url || url.username || url.password || url.search || url.hash) {
      throw new TypeError(
        `createProxyHandler: hosts.${name} must be a base URL such as ${DEFAULT_HOSTS[name]}, without user, query or fragment.`,
      )
    }
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))) {
      throw new TypeError(
        `createProxyHandler: hosts.${name} must be https: the API key travels with each call. Plain http is taken on localhost only, for the emulator.`,
      )
    }
    return { name, origin: url.origin, path: url.pathname.replace(/\/+$/, '') }
  })
}

/** Where a call wants to go, once that is known to be a configured host. */
export interface Target {
  host: HostName
  /** Base URL of the host, without a slash at the end. */
  base: string
  /** Path below the base, e.g. `/requests/abc`. */
  path: string
  search: URLSearchParams
  /** What is called: put together from the parsed pieces, never the text that came in. */
  url: string
}

/** Longer than any URL the platform has; a list call with a metadata filter stays far below. */
const MAX_TARGET_LENGTH = 16_384

// Everything that two URL parsers could read differently is refused before one of them sees it: whitespace and
// control characters, backslashes, userinfo, fragments, letters outside ASCII, escapes in the path, empty and dot segments.
const PLAIN_URL =
  /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:\/[A-Za-z0-9._~:=@+,-]+)*\/?(?:\?[\x21\x22\x24-\x5b\x5d-\x7e]*)?$/
const PLAIN_IPV6_URL = /^http:\/\/\[::1\]/

/** Reads the target header. A base URL that serves two hosts gives a target for each. */
export function readTarget(request: Request, bases: readonly HostBase[]): Target[] {
  const text = request.headers.get(HEADERS.targetUrl)
  if (!text) {
    throw new Refusal(
      400,
      `The header ${HEADERS.targetUrl} is missing. Calls to this proxy name the platform URL in it; the modelrunner-react client does so by itself.`,
    )
  }
  if (text.length > MAX_TARGET_LENGTH) throw new Refusal(414, 'The target URL is too long.')
  const plain = text.replace(PLAIN_IPV6_URL, 'http://localhost')
  if (!PLAIN_URL.test(plain) || !URL.canParse(text)) {
    throw new Refusal(
      400,
      'The target URL is not in plain form: https://host/path?query, without user, fragment, escapes in the path, or empty segments.',
    )
  }
  const url = new URL(text)
  const rawPath = /^https?:\/\/[^/?]+([^?]*)/.exec(text)?.[1] ?? ''
  // The parser resolves dot segments; whatever it changed was not a plain path.
  if (url.pathname !== (rawPath || '/')) {
    throw new Refusal(
      400,
      'The path of the target URL has dot segments or characters that do not belong there.',
    )
  }
  const targets = bases.flatMap((base) => targetOn(base, url))
  if (targets.length === 0) {
    throw new Refusal(
      412,
      `The target ${url.origin} is not a host that this proxy serves. Set the same hosts on the provider and on the proxy handler.`,
    )
  }
  return targets
}

function targetOn(base: HostBase, url: URL): Target[] {
  const path = pathOn(base, url)
  if (path === undefined) return []
  return [
    {
      host: base.name,
      base: base.origin + base.path,
      path,
      search: url.searchParams,
      url: `${base.origin}${base.path}${path}${url.search}`,
    },
  ]
}

/**
 * The platform's own hosts are names for the configured ones, so that an app that sets `hosts` on the server need not set
 * them in the page as well. The call goes to the configured host all the same.
 */
function pathOn(base: HostBase, url: URL): string | undefined {
  if (url.origin === base.origin && url.pathname.startsWith(`${base.path}/`))
    return url.pathname.slice(base.path.length)
  return url.origin === DEFAULT_HOSTS[base.name] ? url.pathname : undefined
}
