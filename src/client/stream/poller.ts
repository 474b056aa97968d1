import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import { requestPageShape, type RequestItem, type RequestPage } from '../../protocol/request-item.js'
import type { ClientConfig } from '../config.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import { backoff } from '../transport/backoff.js'
import type { Transport } from '../transport/transport.js'
import { isHidden } from './wake.js'

/** First wait between two looks, and the one it eases to while nothing changes, ms. */
const FIRST_MS = 1_000
const EASED_MS = 5_000
const EASE = 1.25

export interface PollerOptions {
  config: ClientConfig
  transport: Transport
  /** Requests still waited for. */
  waiting(): ReadonlySet<string>
  onItems(items: RequestItem[]): void
  /** Waited for, but in no page of the list. */
  onMissing(ids: string[]): void
}

export interface Poller {
  start(): void
  stop(): void
  /** Looks again soon: something new is waited for. */
  hurry(): void
}

/** One list call per tick, however many requests are waited for; page by page where the first does not hold them all. */
export function createPoller({ config, transport, waiting, onItems, onMissing }: PollerOptions): Poller {
  const { clock } = config
  let stopped = true
  let cancel = () => {}
  let abort = new AbortController()
  let ms = FIRST_MS
  let page = 1
  let unseen = new Set<string>()
  let failures = 0

  function plan(delay: number) {
    cancel()
    cancel = clock.after(delay, () => void tick())
  }

  async function tick() {
    // A hidden page costs nothing; becoming visible hurries.
    if (stopped || isHidden()) return
    if (page === 1) unseen = new Set(waiting())
    const { signal } = abort
    try {
      const answer = await transport.call<RequestPage>({
        host: 'queue',
        path: '/requests',
        query: { page, limit: MAX_PAGE_SIZE },
        shape: requestPageShape,
        retry: false,
        signal,
      })
      failures = 0
      if (signal.aborted) return
      for (const { id } of answer.data) unseen.delete(id)
      onItems(answer.data)
      const more = unseen.size > 0 && answer.data.length > 0 && page < answer.totalPages
      page = more ? page + 1 : 1
      if (!more) onMissing([...unseen].filter((id) => waiting().has(id)))
      plan(ms * (0.9 + clock.random() * 0.2))
      ms = Math.min(EASED_MS, ms * EASE)
    } catch (error) {
      if (signal.aborted) return
      page = 1
      const { retryAfterMs } = error as ModelRunnerError
      plan(Math.max(ms, retryAfterMs ?? backoff(++failures, config.retry, clock.random())))
    }
  }

  return {
    start() {
      if (!stopped) return
      stopped = false
      abort = new AbortController()
      ms = FIRST_MS
      page = 1
      plan(0)
    },
    stop() {
      stopped = true
      cancel()
      abort.abort()
    },
    hurry() {
      if (stopped) return
      ms = FIRST_MS
      plan(FIRST_MS)
    },
  }
}
