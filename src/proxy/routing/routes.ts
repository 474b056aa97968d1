import type { Hosts } from '../../protocol/hosts.js'
import type { Target } from './target.js'

/**
 * Every route that the proxy understands, most specific first. Its name says what has to be checked and
 * filtered when users are kept apart.
 */
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

export type HostName = keyof Hosts
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

/** What stands for `{…}` in a rule's path. */
export type PathParameters = Record<string, string>

// Endpoint ids as the platform takes them. No segment is `requests`: `POST /owner/alias/requests/1/cancel` must
// not pass as the submit of an endpoint of that name.
const ENDPOINT_SEGMENT = String.raw`(?!requests(?:/|$))[A-Za-z0-9._-]+`
const ENDPOINT = `${ENDPOINT_SEGMENT}(?:/${ENDPOINT_SEGMENT})+`
// Ids are opaque; `stream` is a route, so that no id check ever opens an event stream.
const SEGMENT = String.raw`(?!stream(?:/|$))[A-Za-z0-9._~:=-]+`

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
    return match ? Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ''])) : undefined
  }
}

export interface RuleMatch {
  rule: Rule
  target: Target
  parameters: PathParameters
}

export interface CompiledRules {
  /** All rules that fit, in their order; a target may lie on two hosts where one base URL serves both. */
  match(method: string, targets: readonly Target[]): RuleMatch[]
}

export function compileRules(rules: readonly Rule[]): CompiledRules {
  const compiled = rules.map((rule) => ({ rule, matches: compilePath(rule.path) }))
  return {
    match: (method, targets) =>
      compiled.flatMap(({ rule, matches }) =>
        targets.flatMap((target) => {
          if (rule.method !== method || rule.host !== target.host) return []
          const parameters = matches(target.path)
          return parameters ? [{ rule, target, parameters }] : []
        }),
      ),
  }
}

/** A GET that changes something invites forged calls, and what the account spends is not the browser's business. */
const NOT_NEEDED: ReadonlySet<Rule> = new Set<Rule>([ROUTES.cancelByGet, ROUTES.usage])

/**
 * The routes that the hooks and components need: what `allow` is when it is not given.
 *
 * @example
 * createProxyHandler({ allow: DEFAULT_RULES.filter((rule) => rule.method !== 'DELETE') })
 */
export const DEFAULT_RULES: readonly Rule[] = Object.freeze(
  Object.values<Rule>(ROUTES).filter((rule) => !NOT_NEEDED.has(rule)),
)

const KNOWN = (Object.keys(ROUTES) as RouteName[]).map((name) => ({
  name,
  rule: ROUTES[name],
  matches: compilePath(ROUTES[name].path),
}))

/** Which of the known routes a call is, whatever rule let it through. */
export function identifyRoute(
  method: string,
  target: Target,
): { name: RouteName; parameters: PathParameters } | undefined {
  for (const { name, rule, matches } of KNOWN) {
    const parameters = rule.method === method && rule.host === target.host && matches(target.path)
    if (parameters) return { name, parameters }
  }
  return undefined
}
