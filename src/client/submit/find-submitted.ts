import { CLIENT_ID_KEY } from '../../protocol/headers.js'
import { requestPageShape, type RequestItem, type RequestPage } from '../../protocol/request-item.js'
import { isModelRunnerError } from '../errors/is-model-runner-error.js'
import { warnOnce } from '../errors/warn-once.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import { backoff } from '../transport/backoff.js'
import { wait } from '../transport/wait.js'

/** A submit that broke off may turn up in the list this late, ms. The platform promises 1.5 s. */
export const SETTLE_MS = 2_500

/** Between two looks while it settles, ms. */
const LOOK_MS = 800

/** A platform that cannot be asked for so many of the longest waits between two tries leaves the submit unknown: 60 s by default. */
const PATIENCE_IN_WAITS = 2

/** Pages in place of answers: a wrong proxyUrl, which stays, or a sign-in, after which a retry looks again, ms. */
const GIVE_UP_ON_PAGES_MS = 8_000

/** What became of a submit whose answer was lost. */
export type Found = { state: 'found'; item: RequestItem } | { state: 'absent' } | { state: 'unknown' }

/**
 * Asks for the request that carries a client id until it is found, or was absent after the settling time.
 * `lostAt`: when the submit's answer was given up, ms since the epoch.
 */
export async function findSubmitted(
  client: ModelRunnerClient,
  clientId: string,
  lostAt: number,
  signal?: AbortSignal,
): Promise<Found> {
  const { transport, requests } = client
  const { clock, retry } = client.config
  const isIt = (item: RequestItem) => item.metadata?.[CLIENT_ID_KEY] === clientId
  const startedAt = clock.now()
  for (let failures = 0; ;) {
    const early = [...requests.early.values()].findLast(isIt)
    if (early) return { state: 'found', item: early }
    const askedAt = clock.now()
    try {
      const { data } = await transport.call<RequestPage>({
        host: 'queue',
        path: '/requests',
        query: { metadata: JSON.stringify({ [CLIENT_ID_KEY]: clientId }), page: 1, limit: 1 },
        shape: requestPageShape,
        retry: false,
        signal,
      })
      failures = 0
      // A proxy may drop the query: only an item that carries the tag is the one.
      const item = data.find(isIt)
      if (item) return { state: 'found', item }
      // Others than those asked for: whether it is among the rest is not to be had.
      if (data.length) return { state: 'unknown' }
      if (askedAt - lostAt >= SETTLE_MS) return { state: 'absent' }
      await wait(Math.min(LOOK_MS, lostAt + SETTLE_MS - askedAt), clock, signal)
    } catch (error) {
      if (!isModelRunnerError(error)) throw error
      // A page in place of an answer may be gone in a moment; a refusal stays one.
      const isFinal = !error.retryable && (error.status ?? 0) >= 300
      // Asking through it takes a while; a wrong proxyUrl is said at once.
      if (process.env.NODE_ENV !== 'production' && !isFinal && !error.retryable) warnOnce(error.message)
      const longest = error.retryable ? Infinity : GIVE_UP_ON_PAGES_MS
      const patience = Math.min(longest, Math.max(SETTLE_MS, PATIENCE_IN_WAITS * retry.maxMs))
      if (isFinal || clock.now() - startedAt > patience) return { state: 'unknown' }
      await wait(error.retryAfterMs ?? backoff(++failures, retry, clock.random()), clock, signal)
    }
    if (signal?.aborted) return { state: 'unknown' }
  }
}
