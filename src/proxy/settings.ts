import { MAX_BODY_BYTES } from '../protocol/limits.js'
import { readAllowedOrigins } from './access/origin.js'
import type { ProxyOptions } from './options.js'
import { Refusal } from './refusal.js'
import { checkLimits } from './limits/limits.js'
import { compileRoutes, DEFAULT_RULES, type RouteTable } from './routing/routes.js'
import { hostBases, type HostBase } from './routing/target.js'

/** The options, checked once and made ready for each call. */
export interface Settings {
  options: ProxyOptions
  routes: RouteTable
  isEndpointAllowed(endpoint: string): boolean
  hosts: HostBase[]
  allowedOrigins: ReadonlySet<string> | undefined
  maxBodyBytes: number
  upstreamTimeoutMs: number
  /** A chat that does not stream answers when it is done, up to 290 s later. */
  chatTimeoutMs: number
  maxStreamAgeMs: number
  refuse: ReadonlySet<string>
  shareStream: boolean
  fetch: typeof globalThis.fetch
}

/** The browser side gives up on a silent submit after 60 s; it should hear why before. */
const DEFAULT_UPSTREAM_TIMEOUT_MS = 55_000
const DEFAULT_CHAT_TIMEOUT_MS = 300_000
const DEFAULT_STREAM_AGE_MS = 15 * 60 * 1000
const MIN_SECRET_LENGTH = 16

const IS_WORKERS = globalThis.navigator?.userAgent === 'Cloudflare-Workers'
/** Next.js caches what its fetch gets unless `cache` says otherwise; older Workers throw on that option. */
const UNCACHED: RequestInit = IS_WORKERS ? {} : { cache: 'no-store' }

/** Throws a TypeError that names the fix where an option cannot be meant so: at start, not at the first call. */
export function readSettings(options: ProxyOptions): Settings {
  const given = options.fetch
  if (options.isolateUsers && !options.authorize) {
    throw new TypeError(
      'createProxyHandler: isolateUsers needs authorize, which says who calls: return { userId }.',
    )
  }
  if (options.userSecret !== undefined && options.userSecret.length < MIN_SECRET_LENGTH) {
    throw new TypeError(`createProxyHandler: userSecret must have at least ${MIN_SECRET_LENGTH} characters.`)
  }
  if (typeof options.limits === 'object') checkLimits(options.limits)
  return {
    options,
    routes: compileRoutes(options.allow ?? DEFAULT_RULES),
    isEndpointAllowed: options.endpoints ? endpointGlobs(options.endpoints) : () => true,
    hosts: hostBases(options.hosts),
    allowedOrigins: readAllowedOrigins(options.allowedOrigins),
    maxBodyBytes: positive('maxBodyBytes', options.maxBodyBytes, MAX_BODY_BYTES),
    upstreamTimeoutMs: positive('upstreamTimeoutMs', options.upstreamTimeoutMs, DEFAULT_UPSTREAM_TIMEOUT_MS),
    chatTimeoutMs: options.upstreamTimeoutMs ?? DEFAULT_CHAT_TIMEOUT_MS,
    maxStreamAgeMs: positive('maxStreamAgeMs', options.maxStreamAgeMs, DEFAULT_STREAM_AGE_MS),
    refuse: new Set(options.refuse ?? ['webhook', 'public']),
    shareStream: options.shareStream ?? mayShareConnections(),
    fetch: (input, init) => (given ?? globalThis.fetch)(input, { ...init, ...UNCACHED }),
  }
}

function positive(name: string, value: number | undefined, fallback: number): number {
  if (value === undefined) return fallback
  if (!(value > 0)) throw new TypeError(`createProxyHandler: ${name} must be a positive number.`)
  return value
}

/** These runtimes bind a connection to the request that opened it. */
function mayShareConnections(): boolean {
  return !IS_WORKERS && !('EdgeRuntime' in globalThis)
}

/** Makes one test of many globs: `*` is any characters but a slash, `**` any characters. */
function endpointGlobs(globs: readonly string[]): (endpoint: string) => boolean {
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

/** @throws Refusal 403 where the `endpoints` option does not list it */
export function checkEndpoint(settings: Settings, endpoint: string): void {
  if (settings.isEndpointAllowed(endpoint)) return
  throw new Refusal(
    403,
    `The endpoint ${endpoint} is not in the endpoints list of createProxyHandler (* stops at a slash, ** does not).`,
  )
}
