import type { Hosts } from '../protocol/hosts.js'
import type { Rule } from './routing/routes.js'

/** What `authorize` may say: no, yes, yes as this user, or an answer of the app's own. */
export type Authorization = boolean | { userId: string } | Response

/** Options of {@link createProxyHandler}. Every one of them is optional. */
export interface ProxyOptions {
  /**
   * The platform key, or a function that finds the key of a call (one key per customer, a secret store).
   * It stays in the process: it is in no answer, no error and no event.
   * @default the environment variable `MODELRUNNER_KEY`, read at each call
   */
  apiKey?: string | ((request: Request) => string | undefined | Promise<string | undefined>)

  /**
   * Who may call. `false` answers 403, `{ userId }` names the user, a `Response` is sent as it is.
   * Throwing denies with 500. Without it everyone who reaches the route may spend the account's money.
   * @example authorize: async (request) => { const user = await sessionOf(request); return user ? { userId: user.id } : false }
   */
  authorize?: (request: Request) => Authorization | Promise<Authorization>

  /**
   * Keeps users apart: each sees, streams, cancels, lists and deletes only what their own sessions made.
   * `true` also refuses callers for whom `authorize` gives no `userId`.
   * @default on for every call where `authorize` gives a `userId`
   */
  isolateUsers?: boolean

  /**
   * Secret from which the owner tags of users on requests and files are made, at least 16 characters. Keep it
   * when the key is rotated, else users lose sight of what they made before.
   * @default the API key
   */
  userSecret?: string

  /**
   * The routes that may be called, in the order in which they are tried.
   * @default DEFAULT_RULES: what the hooks and components need
   * @example allow: [...DEFAULT_RULES, { method: 'GET', host: 'rest', path: '/billing/usage-summary' }]
   */
  allow?: readonly Rule[]

  /**
   * Endpoints that may be called, as globs: `*` stands for any characters but a slash, `**` for any.
   * @default all
   * @example endpoints: ['bytedance/**', 'acme/summarise']
   */
  endpoints?: readonly string[]

  /**
   * Pages on other origins that may call, e.g. `https://app.example.com`. Their CORS preflights are answered.
   * @default none: only pages of the proxy's own origin
   */
  allowedOrigins?: readonly string[]

  /** Largest body taken from a browser, bytes; counted, not believed. @default 10 MiB, the platform's own limit */
  maxBodyBytes?: number

  /**
   * How long the platform may take to begin its answer, ms, and to pause within it. A live event stream
   * only has to begin in time.
   * @default 55_000: the browser side gives up on a silent submit after 60 s and should hear why
   */
  upstreamTimeoutMs?: number

  /** Base URLs that calls may go to. https, or http on a loopback address. They may carry a path. @default the platform's */
  hosts?: Partial<Hosts>

  /**
   * One event stream from the platform for all browsers of this process.
   * @default true, except on runtimes that forbid sharing a connection between requests (Cloudflare Workers, Vercel Edge)
   */
  shareStream?: boolean

  /** @default globalThis.fetch, looked up at each call */
  fetch?: typeof globalThis.fetch

  /** Told about every call once it is answered, for logs and audits. Bodies and keys are never in it. */
  onEvent?: (event: ProxyEvent) => void
}

/** One call, as `onEvent` is told of it when its answer begins. Holds no bodies, no keys, no query strings. */
export interface ProxyEvent {
  method: string
  /** The route that matched, e.g. `POST queue /{endpoint}`; absent when the call was refused before. */
  route?: string
  /** The endpoint in the path, where there is one. */
  endpoint?: string
  /** HTTP status that was answered. */
  status: number
  /** From the call's arrival to the beginning of its answer. */
  ms: number
  /** As `authorize` gave it. */
  userId?: string
  /** Why the proxy itself refused. Absent on answers of the platform. */
  refused?: string
  /** A repeated submit that got the first one's answer; nothing was sent again. */
  repeated?: true
}
