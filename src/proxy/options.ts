import type { Hosts } from '../protocol/hosts.js'
import type { Limits } from './limits/limits.js'
import type { Rule } from './routing/routes.js'
import type { ProxyStore } from './store/proxy-store.js'

/** What `authorize` may say: no, yes, yes as this user, or an answer of the app's own. */
export type Authorization = boolean | { userId: string } | Response

/** Who calls, as `limits` is asked about it. */
export interface ProxyCaller {
  /** As `authorize` gave it. */
  userId?: string
}

/** A paid call that is about to be made. */
export interface SubmitAttempt {
  userId?: string
  endpoint: string
  /** The model's input as the browser sent it, without the platform's reserved keys. Of a chat, the whole body. */
  input: Record<string, unknown>
  /** What it will probably cost, USD as a decimal string, where the platform publishes a price or an earlier run showed one. */
  estimate?: string
  /** Its body has been read: `input` holds it. */
  request: Request
}

/** A paid call that the platform has accepted. */
export interface SubmittedRun {
  userId?: string
  endpoint: string
  requestId: string
  /** The client id of an exactly-once submit. */
  clientId?: string
}

/** A run whose bill is known. */
export interface SettledRun {
  userId?: string
  endpoint: string
  requestId: string
  clientId?: string
  billingStatus: 'charged' | 'partial' | 'failed'
  /** USD as a decimal string. Absent where nothing was charged, or the platform did not say. */
  totalPrice?: string
}

/** Where an error came from: the app's callback of that name, the store, or the handler itself. */
export type ProxyStage =
  | 'authorize'
  | 'apiKey'
  | 'limits'
  | 'beforeSubmit'
  | 'onSubmitted'
  | 'onSettled'
  | 'onEvent'
  | 'store'
  | 'handler'

export interface ProxyErrorContext {
  /** The call in which it happened; absent for what happens between calls. */
  request?: Request
  stage: ProxyStage
}

/** Options of {@link createProxyHandler}. Every one of them is optional. */
export interface ProxyOptions {
  /**
   * The platform key, or a function that finds the key of a call (one key per customer, a secret store).
   * It stays in the process: it is in no answer, no error and no event.
   * @default the environment variable `MODELRUNNER_KEY`, read at each call
   */
  apiKey?: string | ((request: Request) => string | undefined | Promise<string | undefined>) | undefined

  /**
   * Who may call. `false` answers 403, `{ userId }` names the user, a `Response` is sent as it is.
   * Throwing denies with 500. Without it everyone who reaches the route may spend the account's money.
   * @example authorize: async (request) => { const user = await sessionOf(request); return user ? { userId: user.id } : false }
   */
  authorize?: ((request: Request) => Authorization | Promise<Authorization>) | undefined

  /**
   * Keeps users apart: each sees, streams, cancels, lists and deletes only what their own sessions made.
   * `true` also refuses callers for whom `authorize` gives no `userId`.
   * @default on for every call where `authorize` gives a `userId`
   */
  isolateUsers?: boolean | undefined

  /**
   * Secret from which the owner tags of users on requests and files are made, at least 16 characters. Keep it
   * when the key is rotated, else users lose sight of what they made before.
   * @default the API key
   */
  userSecret?: string | undefined

  /**
   * The routes that may be called, each for the paths that no more specific route takes.
   * @default DEFAULT_RULES: what the hooks and components need
   * @example allow: [...DEFAULT_RULES, { method: 'GET', host: 'rest', path: '/billing/usage-summary' }]
   */
  allow?: readonly Rule[] | undefined

  /**
   * Endpoints that may be called, as globs: `*` stands for any characters but a slash, `**` for any.
   * @default all
   * @example endpoints: ['bytedance/**', 'acme/summarise']
   */
  endpoints?: readonly string[] | undefined

  /**
   * Pages on other origins that may call, e.g. `https://app.example.com`. Their CORS preflights are answered.
   * @default none: only pages of the proxy's own origin
   */
  allowedOrigins?: readonly string[] | undefined

  /** Largest body taken from a browser, bytes; counted, not believed. @default 10 MiB, the platform's own limit */
  maxBodyBytes?: number | undefined

  /**
   * How long the platform may take to begin its answer, ms, and to pause within it. A live event stream
   * only has to begin in time.
   * @default 55_000: the browser side gives up on a silent submit after 60 s and should hear why
   */
  upstreamTimeoutMs?: number | undefined

  /** Base URLs that calls may go to. https, or http on a loopback address. They may carry a path. @default the platform's */
  hosts?: Partial<Hosts> | undefined

  /**
   * One event stream from the platform for all browsers of this process.
   * @default true, except on runtimes that forbid sharing a connection between requests (Cloudflare Workers, Vercel Edge)
   */
  shareStream?: boolean | undefined

  /** @default globalThis.fetch, looked up at each call */
  fetch?: typeof globalThis.fetch | undefined

  /** Called for every call once it is answered, for logs and audits. Bodies and keys are never in it. May be async. */
  onEvent?: ((event: ProxyEvent) => unknown) | undefined

  /**
   * What several processes share: submits made, money reserved and spent, the one event stream. `createRedisStore(client)` of
   * `modelrunner-react/redis` for more than one process.
   * @default createMemoryStore(): one process
   */
  store?: ProxyStore | undefined

  /**
   * What one user may take; without a `userId`, what the process may take. Over a limit the answer is 429 with `Retry-After` and
   * `details: { code: 'USER_LIMIT', limit, resetsAt }`.
   * @default 20 event streams for each user
   * @example limits: { submitsPerMinute: 10, concurrentRuns: 3, spendPerDay: '5.00' }
   */
  limits?: Limits | ((caller: ProxyCaller) => Limits | Promise<Limits>) | undefined

  /**
   * Called before a submit or a chat is sent, once for each that is paid. A `Response` refuses it, `{ reserve }` says how much
   * of the user's limits it takes until its price is known (USD as a decimal string). Throwing refuses with 500.
   */
  beforeSubmit?:
    | ((
        attempt: SubmitAttempt,
      ) => void | Response | { reserve: string } | Promise<void | Response | { reserve: string }>)
    | undefined

  /**
   * Called for each request that the platform accepted, before its submit is answered (up to 5 s; a chat's answer does not wait).
   * Once, unless a process dies or the store loses its values: then the repeated submit finds the request and calls again, with the
   * same `requestId`. Make that the key of what you write. A submit without a client id is not repeated: a crash loses its call.
   */
  onSubmitted?: ((run: SubmittedRun) => unknown) | undefined

  /**
   * Called once for each run when its bill is first known: from the event stream, a webhook handler with the same store, or a read.
   * A run that nobody watches is settled by its webhook or when its user comes back. At most once over all processes: a process that
   * dies within the callback has made the only call.
   */
  onSettled?: ((run: SettledRun) => unknown) | undefined

  /**
   * Reserved keys of a submit that a browser may not set: `webhook` makes the platform call a URL, `public` shows the run to
   * everybody. 403 where one is set.
   * @default ['webhook', 'public']
   */
  refuse?: readonly ('webhook' | 'public')[] | undefined

  /** An event stream ends after this time, ms, and the browser's next one is authorized again. @default 900_000 (15 min) */
  maxStreamAgeMs?: number | undefined

  /**
   * Called with what an app's callback threw, and when the store goes away. The call is refused all the same.
   * @default console.error, in development only
   */
  onError?: ((error: unknown, context: ProxyErrorContext) => unknown) | undefined
}

/** One call, as `onEvent` gets it when its answer begins. Holds no bodies, no keys, no query strings. */
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
  /** A repeated submit that got the first one's answer, or a repeated chat, which is refused; nothing was sent again. */
  repeated?: true
}
