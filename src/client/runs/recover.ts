import { CLIENT_ID_KEY } from '../../protocol/headers.js'
import { requestPageShape, type RequestItem, type RequestPage } from '../../protocol/request-item.js'
import { backoff, wait } from '../../shared/retry.js'
import { isModelRunnerError, ModelRunnerError } from '../errors/model-runner-error.js'
import { warnOnce } from '../errors/warn-once.js'
import type { Client } from '../client.js'
import { createLive, type Live } from '../live/create-live.js'
import type { RetryOptions } from '../config.js'
import { lostError } from './reduce-submit.js'
import type { Job, Recovering, RunEvent, RunState } from './run-state.js'
import type { SubmittedRequest } from './submit-options.js'

/** A submit that broke off may still be on its way (1.5 s), and the list may lag behind what it accepted by seconds, ms. */
const SETTLE_MS = 6_000

/** Between two checks while it settles, ms. */
const CHECK_MS = 800

/** A platform that cannot be asked for so many of the longest waits between two tries leaves the submit unknown: 60 s by default. */
const PATIENCE_IN_WAITS = 2

/** Pages in place of answers: a wrong proxyUrl, which stays, or a sign-in, after which a retry looks again, ms. */
const GIVE_UP_ON_PAGES_MS = 8_000

/** After so many absences in a row it is not sent again: once sent, looked for, sent once more, looked for. */
const MAX_ABSENCES = 2

/** What looking for a submit came to. */
export type Finding =
  | { readonly type: 'found'; readonly submitted: SubmittedRequest }
  | { readonly type: 'absent' }
  | { readonly type: 'unknown'; readonly error?: ModelRunnerError }

/** Waits after a 429, looks for what was lost, and says how the run goes on. */
export async function recover(
  client: Client,
  stateOf: () => RunState,
  signal: AbortSignal,
): Promise<RunEvent> {
  const state = stateOf()
  if (state.at !== 'recovering') return { type: 'gone' }
  const { clock, retry } = client.config
  const { error, tries, absences } = state
  if (error?.kind === 'rate-limited') {
    if (!maySendAgain(error, tries + 1, retry)) return { type: 'givenUp', error }
    await wait(error.retryAfterMs ?? backoff(tries + 1, retry, clock.random()), clock, signal)
    return { type: 'again', tries: tries + 1, absences }
  }
  const finding = await lookUp(client, state.job, signal)
  // A cancel may have come meanwhile.
  const now = stateOf()
  return now.at === 'recovering' ? conclude(now, finding) : { type: 'gone' }
}

/** Whether a submit refused with 429 is tried again: not for hours, and not more often than any call. */
export function maySendAgain(
  { retryAfterMs = 0 }: Pick<ModelRunnerError, 'retryAfterMs'>,
  tries: number,
  { attempts, maxMs }: Pick<RetryOptions, 'attempts' | 'maxMs'>,
): boolean {
  return tries < attempts && retryAfterMs <= maxMs
}

/** How a run goes on with what was found of it. */
export function conclude({ job, absences, error: lost, maySend }: Recovering, finding: Finding): RunEvent {
  if (finding.type === 'found') return finding
  const isAbsent = finding.type === 'absent'
  // Nothing was handed over: the network works, or it does not.
  if (!job.isSent && isAbsent) return { type: 'again', tries: 0, absences }
  // Without its input it can be looked for, but not sent.
  if (isAbsent && maySend && job.input !== undefined && absences + 1 < MAX_ABSENCES)
    return { type: 'again', tries: 0, absences: absences + 1 }
  if (job.origin === 'tab') return { type: 'gone' }
  // The platform itself answered that it failed, and does not have it: no doubt is left.
  if (isAbsent && lost?.kind === 'server') return { type: 'givenUp', error: lost }
  const error = lost ?? (isAbsent ? unanswered(ABSENT) : (finding.error ?? unanswered(UNASKED)))
  return { type: 'givenUp', error: job.isSent ? lostError(error) : error }
}

const ABSENT = 'the platform does not have the request so far. A retry looks once more before it sends'
const UNASKED = 'the platform could not be asked whether it has the request'

function unanswered(finding: string): ModelRunnerError {
  return new ModelRunnerError({ kind: 'network', message: `The submit got no answer, and ${finding}.` })
}

/**
 * Asks the platform for the request that carries a job's client id, until it is found or was absent after the settling
 * time. A job that was not sent is asked for once: any answer shows that the network is there, whatever the browser says.
 */
export async function lookUp(client: Client, job: Job, signal: AbortSignal): Promise<Finding> {
  const { transport } = client
  const live = client.use(createLive)
  const { clock, retry } = client.config
  const { clientId } = job
  const isIt = (item: RequestItem) => item.metadata?.[CLIENT_ID_KEY] === clientId
  const startedAt = clock.monotonic()
  const elapsed = () => clock.monotonic() - startedAt
  for (let failures = 0; ;) {
    const early = live.requests.early.findLast(isIt)
    if (early) return found(live, job, early)
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
      if (item) return found(live, job, item)
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

function found({ requests }: Live, { endpoint, clientId, at }: Job, item: RequestItem): Finding {
  // First as what was submitted, so that its end is an update even where it is known already.
  requests.applyEnvelope({ request_id: item.id, status: 'IN_QUEUE' }, endpoint)
  requests.applyItem(item)
  return { type: 'found', submitted: { requestId: item.id, endpoint, submittedAt: new Date(at), clientId } }
}
