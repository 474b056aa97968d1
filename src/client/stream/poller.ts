import {
  type RequestItem,
  requestItemShape,
  requestPageShape,
  type RequestPage,
} from '../../protocol/request-item.js'
import type { ClientConfig } from '../config.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import { warnOnce } from '../errors/warn-once.js'
import { backoff } from '../../shared/retry.js'
import type { Transport } from '../transport/transport.js'
import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import { usableOf } from '../../protocol/odd-fields.js'

/** First wait between two looks, and the one it eases to while nothing changes, ms: never under a second, never over five. */
const FIRST_MS = 1_100
const EASED_MS = 5_000
const EASE = 1.25

/** Where the list is refused for good, so many are read one by one per tick: some proxies allow only that. */
const READS_PER_TICK = 5

/** As much of a wait is left to chance, so that many pages do not ask together. */
const JITTER = 0.05

interface PollerOptions {
  config: ClientConfig
  transport: Transport
  /** Requests still waited for. */
  waiting(): ReadonlySet<string>
  onItems(items: RequestItem[]): void
  /** Waited for, but in no page of the list, or there is no list: to be read one by one. */
  onMissing(ids: string[]): void
}

interface Poller {
  start(): void
  stop(): void
  /** Looks again within `ms`: something new is waited for, or somebody is back. @default 1_100 */
  hurry(ms?: number): void
  readonly isRunning: boolean
}

/**
 * One list call per tick, however many requests are waited for; page by page where the first does not hold them all,
 * as long as that is cheaper than to read what is missing one by one.
 */
export function createPoller({ config, transport, waiting, onItems, onMissing }: PollerOptions): Poller {
  const { clock, environment } = config
  let abort: AbortController | undefined
  let asking: AbortController | undefined
  let cancel = () => {}
  /** By the monotonic clock, ms. */
  let dueAt = Infinity
  /** What `Retry-After` said, by the monotonic clock, ms. */
  let notBefore = -Infinity
  let ms = FIRST_MS
  let page = 1
  let unseen = new Set<string>()
  let failures = 0
  /** How many in a row were no fault that passes. */
  let refusals = 0
  let turn = 0

  function plan(delay: number) {
    cancel()
    dueAt = Math.max(clock.monotonic() + delay, notBefore)
    cancel = clock.after(dueAt - clock.monotonic(), () => void tick())
  }

  async function tick() {
    dueAt = Infinity
    const current = abort
    // A hidden page costs nothing; becoming visible hurries. An answer still awaited plans what is next.
    if (!current || environment.isHidden() || asking === current) return
    asking = current
    if (page === 1) unseen = new Set(waiting())
    const { signal } = current
    try {
      const answer = await readPage(transport, page, signal)
      if (signal.aborted) return
      failures = refusals = 0
      for (const { id } of answer.data) unseen.delete(id)
      onItems(answer.data)
      const more = answer.data.length > 0 && page < answer.totalPages && page <= unseen.size
      page = more ? page + 1 : 1
      if (!more) onMissing([...unseen].filter((id) => waiting().has(id)))
      plan(ms * (1 - clock.random() * JITTER))
      ms = Math.min(EASED_MS, ms * EASE)
    } catch (error) {
      if (signal.aborted) return
      page = 1
      const { message, retryable, retryAfterMs = 0 } = error as ModelRunnerError
      if (retryable) refusals = 0
      // Once may be a deployment under way.
      else if (++refusals > 1) readSome()
      // Spelt out, so that bundlers drop the warning.
      if (process.env.NODE_ENV !== 'production' && refusals > 1) warnOnce(message)
      notBefore = clock.monotonic() + retryAfterMs
      plan(Math.max(ms, backoff(++failures, config.retry, clock.random())))
    } finally {
      if (asking === current) asking = undefined
    }
  }

  /** In turns, so that the first ones do not keep the others waiting. */
  function readSome() {
    const ids = [...waiting()]
    const from = (turn++ * READS_PER_TICK) % ids.length
    onMissing([...ids, ...ids].slice(from, from + Math.min(READS_PER_TICK, ids.length)))
  }

  return {
    start() {
      if (abort) return
      abort = new AbortController()
      ms = FIRST_MS
      page = 1
      plan(0)
    },
    stop() {
      cancel()
      abort?.abort()
      abort = undefined
    },
    hurry(delay = FIRST_MS) {
      if (!abort) return
      ms = FIRST_MS
      // Somebody asks now: what a server asked for concerns what is done unasked.
      if (delay === 0) notBefore = -Infinity
      if (clock.monotonic() + delay < dueAt) plan(delay)
    },
    get isRunning() {
      return abort !== undefined
    },
  }
}

/**
 * Reads many requests with few calls: page by page from the list, as long as one page more is cheaper than to read one by
 * one what is still missing. Gives what no page showed.
 */
export async function readListed(
  transport: Transport,
  ids: Iterable<string>,
  signal: AbortSignal,
  onItems: (items: RequestItem[]) => void,
): Promise<string[]> {
  const unseen = new Set(ids)
  for (let page = 1; unseen.size >= page; page++) {
    const list = await readPage(transport, page, signal)
    signal.throwIfAborted()
    onItems(list.data.filter(({ id }) => unseen.delete(id)))
    if (!list.data.length || !(page < list.totalPages)) break
  }
  return [...unseen]
}

/** One page of all requests, the newest first. Not tried again by itself: who reads many pages plans that. */
async function readPage(transport: Transport, page: number, signal: AbortSignal): Promise<RequestPage> {
  const answer = await transport.call<RequestPage>({
    host: 'queue',
    path: '/requests',
    query: { page, limit: MAX_PAGE_SIZE },
    // One odd record must not end the updates of all others.
    shape: { ...requestPageShape, data: 'array' },
    retry: false,
    signal,
  })
  return { ...answer, data: usableOf(answer.data, requestItemShape) }
}
