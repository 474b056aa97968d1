import type { LiveMode, ModelRunnerError } from '../index.js'
import type { Recorded } from './record.js'

/** One thing that went wrong, in words that say why and what to do. */
export interface Finding {
  key: string
  kind: 'proxy' | 'account' | 'stream' | 'upload' | 'run' | 'network'
  title: string
  /** Why, and what to do. */
  text: string
  /** When it was seen last, ms since the epoch. */
  at: number
  count: number
}

/** A stream that was answered this long ago and brought no snapshot is held back by something, ms. */
export const SILENT_MS = 2_000

/** What went wrong, the newest first; what is one cause is one finding. */
export function findingsOf(recorded: Recorded, live: LiveMode, now: number): Finding[] {
  const found = new Map<string, Finding>()
  function add({ key, at, ...finding }: Omit<Finding, 'count'>) {
    const known = found.get(key)
    const newest = known && known.at > at ? known : { key, at, ...finding }
    found.set(key, { ...newest, count: (known?.count ?? 0) + 1 })
  }

  for (const { error, method, path, at } of recorded.calls) {
    if (!error || error.kind === 'aborted' || path === '/requests/stream') continue
    const kind = kindOf(error)
    const status = error.status === undefined ? '' : `HTTP ${error.status}`
    add({
      key: `${kind} ${error.kind} ${status} ${method} ${routeOf(path)}`,
      kind,
      title: titleOf(error, `${method} ${path}`, status),
      text: withMoney(error),
      at,
    })
  }
  const silent = silenceOf(recorded, live, now)
  if (silent) add(silent)
  for (const { item, file, failedAt = now } of recorded.uploads) {
    if (!item?.error || item.error.kind === 'aborted') continue
    add({
      key: `upload ${item.id} ${file.size}`,
      kind: 'upload',
      title: `The upload of ${item.name} failed`,
      text: item.error.message,
      at: failedAt,
    })
  }
  for (const { outcome, item, endpoint, id, error, steps } of recorded.requests) {
    // A submit that was refused is among the calls.
    if (outcome !== 'failed' || !item) continue
    const billed = item.billingStatus === 'charged' ? 'It was charged.' : 'It was not charged.'
    add({
      key: `run ${id}`,
      kind: 'run',
      title: `${endpoint} ended as ${item.status}${item.billingStatus ? `, billing ${item.billingStatus}` : ''}`,
      text: `${sentence(error?.message ?? reasonIn(item.error) ?? 'The platform gave no reason')} ${billed} Request ${id}.`,
      at: steps.at(-1)?.at ?? now,
    })
  }
  return [...found.values()].sort((a, b) => b.at - a.at)
}

/** Why polling took over from the stream. */
function silenceOf(
  { calls, connection }: Recorded,
  live: LiveMode,
  now: number,
): Omit<Finding, 'count'> | undefined {
  const current = connection[0]
  if (live !== 'auto' && live !== 'stream') return undefined
  const attempts = calls.filter(({ path }) => path === '/requests/stream')
  const [last] = attempts
  // One that works is no finding, whatever was before.
  if (!last || !current || current.state === 'live' || current.state === 'idle') return undefined
  const takesOver = current.state === 'polling' ? 'Polling took over: updates come every few seconds.' : ''
  const answered = attempts.find(({ status, error }) => status !== undefined && !error)
  const refused = attempts.find(({ error }) => error && error.kind !== 'aborted')
  if (refused?.error && (!answered || refused.at > answered.at)) {
    return {
      key: 'stream refused',
      kind: 'stream',
      title: `The event stream was refused${refused.status ? ` with HTTP ${refused.status}` : ''}`,
      text: `${sentence(refused.error.message)} ${takesOver}`.trim(),
      at: refused.at,
    }
  }
  if (current.state === 'offline' || now - last.at < SILENT_MS) return undefined
  const status = answered
    ? `was answered with HTTP ${answered.status}, but no event came through`
    : 'is not answered'
  return {
    key: 'stream silent',
    kind: 'stream',
    title: `The event stream ${status}`,
    text: `Something between the browser and the proxy buffers the answer: turn buffering and compression off for this route (X-Accel-Buffering: no). See docs/proxy.md. ${takesOver}`.trim(),
    at: last.at,
  }
}

export function kindOf({ kind, body }: ModelRunnerError): Finding['kind'] {
  if (kind === 'proxy' || isFromProxy(body)) return 'proxy'
  if (kind === 'insufficient-balance') return 'account'
  if (kind === 'network' || kind === 'timeout') return 'network'
  return 'run'
}

/** The proxy handler marks the errors that are its own. */
export function isFromProxy(body: unknown): boolean {
  return typeof body === 'object' && body !== null && (body as { source?: unknown }).source === 'proxy'
}

function titleOf(error: ModelRunnerError, route: string, status: string): string {
  const answer = status || error.kind
  switch (kindOf(error)) {
    case 'proxy':
      return `The proxy did not pass on ${route}: ${answer}`
    case 'account':
      return `The account’s balance is too low for ${route}: ${answer}`
    default:
      return `${route} failed: ${answer}`
  }
}

function withMoney(error: ModelRunnerError): string {
  const money = error.maybeSubmitted
    ? 'The answer was lost: the request may be queued, and billed.'
    : error.kind === 'insufficient-balance'
      ? 'Nothing was queued, nothing was charged. Add funds, or lower the price of the run.'
      : ''
  return money ? `${sentence(error.message)} ${money}` : error.message
}

/** With a full stop, where another sentence follows. */
function sentence(text: string): string {
  return /[.!?…。]$/.test(text) ? text : `${text}.`
}

/** Ids in a path are of one route. */
function routeOf(path: string): string {
  return path.replace(/\/requests\/[^/]+/, '/requests/…')
}

function reasonIn(error: unknown): string | undefined {
  if (typeof error === 'string') return error
  const message = (error as { message?: unknown } | null | undefined)?.message
  return typeof message === 'string' ? message : undefined
}
