import type { HostName, Target } from './target.js'

export type ProxyMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One route that may be called. In `path`, below the host's base URL, `{endpoint}` stands for an endpoint id
 * (`owner/alias`, further slashes included) and any other `{name}` for one segment.
 */
export interface Rule {
  method: ProxyMethod
  host: HostName
  path: string
  /**
   * Lets isolated users use a route whose data is the whole account's (balance, usage) or which the proxy
   * does not know. Nothing is filtered on it.
   */
  accountWide?: boolean
}

/** Every route that the proxy understands. Its name decides what is checked and filtered when users are isolated. */
const ROUTES = {
  stream: { method: 'GET', host: 'queue', path: '/requests/stream' },
  requestList: { method: 'GET', host: 'queue', path: '/requests' },
  request: { method: 'GET', host: 'queue', path: '/requests/{id}' },
  deletePayloads: { method: 'DELETE', host: 'queue', path: '/requests/{id}/payloads' },
  visibility: { method: 'PATCH', host: 'queue', path: '/requests/{id}/visibility' },
  status: { method: 'GET', host: 'queue', path: '/{endpoint}/requests/{id}/status' },
  result: { method: 'GET', host: 'queue', path: '/{endpoint}/requests/{id}' },
  cancel: { method: 'PUT', host: 'queue', path: '/{endpoint}/requests/{id}/cancel' },
  cancelByGet: { method: 'GET', host: 'queue', path: '/{endpoint}/requests/{id}/cancel' },
  submit: { method: 'POST', host: 'queue', path: '/{endpoint}' },

  chat: { method: 'POST', host: 'queue', path: '/{endpoint}/chat/completions' },
  chatByModel: { method: 'POST', host: 'queue', path: '/v1/chat/completions' },
  chatModel: { method: 'GET', host: 'queue', path: '/{endpoint}/models' },
  chatModels: { method: 'GET', host: 'queue', path: '/v1/models' },

  initiateUpload: { method: 'POST', host: 'rest', path: '/storage/upload/initiate' },
  initiateMultipart: { method: 'POST', host: 'rest', path: '/storage/upload/initiate-multipart' },
  partUrl: { method: 'GET', host: 'rest', path: '/storage/upload/multipart-url' },
  completeMultipart: { method: 'POST', host: 'rest', path: '/storage/upload/complete' },

  fileList: { method: 'GET', host: 'rest', path: '/files' },
  fileFacets: { method: 'GET', host: 'rest', path: '/files/facets' },
  fileByUrl: { method: 'GET', host: 'rest', path: '/files/by-url' },
  file: { method: 'GET', host: 'rest', path: '/files/{id}' },
  deleteFile: { method: 'DELETE', host: 'rest', path: '/files/{id}' },
  favorite: { method: 'POST', host: 'rest', path: '/files/{id}/favorite' },
  unfavorite: { method: 'DELETE', host: 'rest', path: '/files/{id}/favorite' },
  tagFile: { method: 'POST', host: 'rest', path: '/files/{id}/tags' },
  untagFile: { method: 'DELETE', host: 'rest', path: '/files/{id}/tags/{tagId}' },
  tagList: { method: 'GET', host: 'rest', path: '/tags' },
  createTag: { method: 'POST', host: 'rest', path: '/tags' },
  deleteTag: { method: 'DELETE', host: 'rest', path: '/tags/{tagId}' },

  modelList: { method: 'GET', host: 'rest', path: '/models' },
  modelFacets: { method: 'GET', host: 'rest', path: '/models/facets' },
  featuredModels: { method: 'GET', host: 'rest', path: '/models/featured' },
  pricing: { method: 'GET', host: 'rest', path: '/models/pricing' },
  modelSchema: { method: 'GET', host: 'rest', path: '/models/{endpoint}/openapi.json' },
  model: { method: 'GET', host: 'rest', path: '/models/{endpoint}' },

  balance: { method: 'GET', host: 'rest', path: '/billing/balance' },
  usage: { method: 'GET', host: 'rest', path: '/billing/usage-summary' },
} as const satisfies Record<string, Rule>

export type RouteName = keyof typeof ROUTES

/** What the account spends is not the browser's business. */
const NOT_NEEDED: ReadonlySet<Rule> = new Set<Rule>([ROUTES.usage])

/**
 * The routes that the hooks and components need: what `allow` is when it is not given.
 *
 * @example
 * createProxyHandler({ allow: DEFAULT_RULES.filter((rule) => rule.method !== 'DELETE') })
 */
export const DEFAULT_RULES: readonly Rule[] = Object.freeze(
  Object.values<Rule>(ROUTES).filter((rule) => !NOT_NEEDED.has(rule)),
)

/** What stands for `{…}` in a rule's path. */
export type PathParameters = Record<string, string>

export interface RouteMatch {
  /** Undefined for a route that only the app's own rules know. */
  name: RouteName | undefined
  /** As in `POST queue /{endpoint}`. */
  label: string
  target: Target
  parameters: PathParameters
  /** The route's data is the whole account's, and a rule opens it to isolated users. */
  accountWide: boolean
}

export interface RouteTable {
  /** The most specific route that fits, if a rule allows it. */
  match(method: string, targets: readonly Target[]): RouteMatch | undefined
}

interface Entry {
  name: RouteName | undefined
  rule: Rule
  isAllowed: boolean
  accountWide: boolean
  matches(path: string): PathParameters | undefined
  /** Fixed segments first, `{endpoint}` last: the more of the path is fixed, the higher. */
  weight: number
}

/**
 * The one table by which a path is matched: known routes and the app's own rules, most specific first. A path that fits
 * several routes (also of several hosts, where they share a base URL) is the most specific one's alone: `POST
 * /files/{id}/favorite` is never the submit of an endpoint of that name.
 */
export function compileRoutes(rules: readonly Rule[]): RouteTable {
  const names = new Map((Object.keys(ROUTES) as RouteName[]).map((name) => [shapeOf(ROUTES[name]), name]))
  const entries = new Map<string, Entry>()
  const add = (rule: Rule, isAllowed: boolean) => {
    const shape = shapeOf(rule)
    const name = names.get(shape)
    const before = entries.get(shape)
    const known = name ? ROUTES[name] : rule
    entries.set(shape, {
      name,
      rule: known,
      isAllowed: isAllowed || (before?.isAllowed ?? false),
      accountWide: (rule.accountWide ?? false) || (before?.accountWide ?? false),
      matches: before?.matches ?? compilePath(known.path),
      weight: weightOf(known.path),
    })
  }
  for (const rule of Object.values<Rule>(ROUTES)) add(rule, false)
  for (const rule of rules) {
    compilePath(rule.path)
    add(rule, true)
  }
  const table = [...entries.values()].sort((a, b) => b.weight - a.weight)
  return {
    match(method, targets) {
      const fits = table.flatMap((entry) =>
        targets.flatMap((target) => {
          if (entry.rule.method !== method || entry.rule.host !== target.host) return []
          const parameters = entry.matches(target.path)
          return parameters ? [{ entry, target, parameters }] : []
        }),
      )
      const [best, ...others] = fits
      if (!best) return undefined
      const opening = [best, ...others].find(
        // A rule of placeholders allows what fits it; `{endpoint}` fits everything and allows endpoints alone.
        ({ entry, target }) =>
          entry.isAllowed &&
          (entry === best.entry ||
            (target.host === best.target.host && !entry.rule.path.includes('{endpoint}'))),
      )
      if (!opening) return undefined
      return {
        name: best.entry.name,
        label: `${best.entry.rule.method} ${best.entry.rule.host} ${best.entry.rule.path}`,
        target: best.target,
        parameters: best.parameters,
        accountWide: opening.entry.accountWide || best.entry.accountWide,
      }
    },
  }
}

/** Two rules of one shape match the same paths, whatever their placeholders are called. */
function shapeOf({ method, host, path }: Rule): string {
  return `${method} ${host} ${path.replace(/\{(?!endpoint\})[A-Za-z]+\}/g, '{}')}`
}

function weightOf(path: string): number {
  return path
    .split('/')
    .slice(1)
    .reduce((sum, segment) => sum + (segment === '{endpoint}' ? 1 : segment.startsWith('{') ? 10 : 100), 0)
}

// Endpoint ids as the platform takes them. No segment is `requests`: `POST /owner/alias/requests/1/cancel` must
// not pass as the submit of an endpoint of that name.
const ENDPOINT_SEGMENT = String.raw`(?!requests(?:/|$))[A-Za-z0-9._-]+`
const ENDPOINT = `${ENDPOINT_SEGMENT}(?:/${ENDPOINT_SEGMENT})+`
// Ids are opaque; `stream` is a route, so that no id check ever opens an event stream.
const SEGMENT = String.raw`(?!stream(?:/|$))[A-Za-z0-9._~:=-]+`

/**
 * Routes of the platform that look like endpoints and are billed by rules of their own. They pass by a rule for exactly
 * their path, never as the submit of an endpoint.
 */
const NO_ENDPOINT =
  /^v1\/|(?:^|\/)v1\/(?:messages|responses|completions|embeddings|models|chat\/completions)(?:\/|$)|\/chat\/completions(?:\/|$)|\/messages$/

/** Makes a matcher of a rule's path; throws where the path could never match or match too much. */
function compilePath(path: string): (candidate: string) => PathParameters | undefined {
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
    if (!match) return undefined
    const parameters = Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? '']))
    const { endpoint } = parameters
    return endpoint !== undefined && NO_ENDPOINT.test(endpoint) ? undefined : parameters
  }
}
