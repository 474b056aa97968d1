import { CLIENT_ID_KEY } from '../../protocol/headers.js'
import { requestPageShape, type RequestItem, type RequestPage } from '../../protocol/request-item.js'
import { backoff, wait } from '../../shared/retry.js'
import { isModelRunnerError } from '../errors/is-model-runner-error.js'
import { warnOnce } from '../errors/warn-once.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import type { ClientConfig } from '../config.js'
import type { Job, RunEvent, RunState } from './run-state.js'

/** A submit that broke off may still be on its way (1.5 s), and the list may lag behind what it accepted by seconds, ms. */
const SETTLE_MS = 6_000

/** Between two checks while it settles, ms. */
const CHECK_MS = 800

/** A platform that cannot be asked for so many of the longest waits between two tries leaves the submit unknown: 60 s by default. */
const PATIENCE_IN_WAITS = 2

/** Pages in place of answers: a wrong proxyUrl, which stays, or a sign-in, after which a retry looks again, ms. */
const GIVE_UP_ON_PAGES_MS = 8_000

/**
 * Asks the platform for the request that carries a job's client id, until it is found or was absent after the settling
 * time. A job that was not sent is asked for once: any answer shows that the network is there, whatever the browser says.
 */
export async function lookUp(client: ModelRunnerClient, job: Job, signal: AbortSignal): Promise<RunEvent> {
  const { transport, requests } = client
  const { clock, retry } = client.config
  const { clientId } = job
  const isIt = (item: RequestItem) => item.metadata?.[CLIENT_ID_KEY] === clientId
  const startedAt = clock.monotonic()
  const elapsed = () => clock.monotonic() - startedAt
  for (let failures = 0; ;) {
    const early = [...requests.early.values()].findLast(isIt)
    if (early) return found(client, job, early)
    const askedAfter = elapsed()
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
      if (item) return found(client, job, item)
      if (!job.isSent) return { type: 'absent' }
      // Others than those asked for: whether it is among the rest cannot be known.
      if (data.length) return { type: 'unknown' }
      if (askedAfter >= SETTLE_MS) return { type: 'absent' }
      await wait(Math.min(CHECK_MS, SETTLE_MS - askedAfter), clock, signal)
    } catch (error) {
      if (!isModelRunnerError(error)) throw error
      if (!job.isSent)
        return ['network', 'timeout'].includes(error.kind) ? { type: 'unknown', error } : { type: 'absent' }
      // A page in place of an answer may be gone in a moment; a refusal stays one.
      const isFinal = !error.retryable && (error.status ?? 0) >= 300
      // Asking through it takes a while; a wrong proxyUrl is said at once.
      if (process.env.NODE_ENV !== 'production' && !isFinal && !error.retryable) warnOnce(error.message)
      const longest = error.retryable ? Infinity : GIVE_UP_ON_PAGES_MS
      const patience = Math.min(longest, Math.max(SETTLE_MS, PATIENCE_IN_WAITS * retry.maxMs))
      if (isFinal || elapsed() > patience) return { type: 'unknown' }
      await wait(error.retryAfterMs ?? backoff(++failures, retry, clock.random()), clock, signal)
    }
    if (signal.aborted) return { type: 'unknown' }
  }
}

function found(
  { requests }: ModelRunnerClient,
  { endpoint, clientId, at }: Job,
  item: RequestItem,
): RunEvent {
  // First as what was submitted, so that its end is an update even where it is known already.
  requests.applyEnvelope({ request_id: item.id, status: 'IN_QUEUE' }, endpoint)
  requests.applyItem(item)
  return { type: 'found', submitted: { requestId: item.id, endpoint, submittedAt: new Date(at), clientId } }
}

/** The pause after a 429, which means not queued: as long as the answer asks for. */
export async function rest(
  { clock, retry }: ClientConfig,
  state: RunState,
  signal: AbortSignal,
): Promise<RunEvent> {
  if (state.at === 'resting')
    await wait(state.error.retryAfterMs ?? backoff(state.tries, retry, clock.random()), clock, signal)
  return { type: 'rested' }
}
