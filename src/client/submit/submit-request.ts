import type { QueueEnvelope } from '../../protocol/queue-envelope.js'
import { isModelRunnerError } from '../errors/is-model-runner-error.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import { buildSubmit } from './build-submit.js'
import { findSubmitted } from './find-submitted.js'
import type { SubmitOptions, SubmittedRequest } from './submit-options.js'

/** One submit, ready to be sent: its files are uploaded. */
export interface SubmitTask {
  endpoint: string
  input: unknown
  options: SubmitOptions
  clientId: string
  signal?: AbortSignal
  /** The submit may have been sent before (a reload, an unknown end): ask before sending. ms since the epoch. */
  lostAt?: number
  /** Just before each POST leaves. */
  onSend?(): void
}

/** One more try, and only once the platform was seen not to have the first. */
const MAX_SENDS = 2

/**
 * Sends a submit so that it makes at most one billable request: after an answer that was lost, the
 * platform is asked for the tag before anything is sent again. Rejects with a ModelRunnerError, with
 * `maybeSubmitted` where it could not be found out.
 */
export async function submitRequest(client: ModelRunnerClient, task: SubmitTask): Promise<SubmittedRequest> {
  const { requests, tracker, config } = client
  const { endpoint, clientId, signal, options } = task
  const call = { ...buildSubmit(endpoint, task.input, options, clientId), signal }
  // Opened now, so that the first news is not missed while the answer is on its way.
  const releases = [requests.expect(), tracker.hold()]
  let { lostAt } = task
  let lost: ModelRunnerError | undefined
  try {
    for (let sends = 0; ; sends++) {
      if (lostAt !== undefined) {
        const found = await findSubmitted(client, clientId, lostAt, signal)
        if (found.state === 'found') {
          requests.applyItem(found.item)
          return submitted(found.item.id, Date.parse(found.item.createdAt ?? '') || lostAt)
        }
        if (found.state === 'unknown') throw asLost(lost, true)
        // Without its input (too large to be kept over a reload) it can be looked for, but not sent again.
        if (task.input === undefined) throw asLost(lost, true)
        if (sends === MAX_SENDS) throw asLost(lost, lost?.kind !== 'server')
      }
      task.onSend?.()
      const sentAt = config.clock.now()
      try {
        const envelope = await client.transport.call<QueueEnvelope>(call)
        requests.applyEnvelope(envelope, endpoint, sentAt)
        tracker.submitted(envelope.request_id, sentAt)
        return submitted(envelope.request_id, sentAt)
      } catch (error) {
        if (!isModelRunnerError(error) || !isAmbiguous(error)) throw error
        if (options.exactlyOnce === false || signal?.aborted) throw asLost(error, true)
        lost = error
        lostAt = config.clock.now()
      }
    }
  } finally {
    for (const release of releases) release()
  }

  function submitted(requestId: string, at: number): SubmittedRequest {
    return { requestId, endpoint, submittedAt: new Date(at), clientId }
  }
}

/** No answer, or none that says whether the platform has the request. */
function isAmbiguous({ kind, status = 200 }: ModelRunnerError): boolean {
  if (kind === 'proxy') return status < 400
  return ['network', 'timeout', 'server', 'unexpected-response', 'aborted'].includes(kind)
}

function asLost(error: ModelRunnerError | undefined, maybeSubmitted: boolean): ModelRunnerError {
  return new ModelRunnerError({
    kind: 'network',
    message: 'The submit got no answer, and the platform could not be asked whether it has the request.',
    ...error,
    ...(error && { message: error.message, cause: error.cause }),
    maybeSubmitted,
    billed: maybeSubmitted ? 'unknown' : false,
  })
}
