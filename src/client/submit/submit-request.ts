import type { QueueEnvelope } from '../../protocol/queue-envelope.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import { buildSubmit } from './build-submit.js'
import { isAmbiguous } from './is-ambiguous.js'
import { markLost } from './mark-lost.js'
import type { SubmittedRequest } from './submit-options.js'
import type { SubmitTask } from './submit-task.js'

/** Fetched apart, soon after the start: only a lost answer needs it. */
export const loadRecovery = () => import('./recover-submit.js')

/**
 * Sends a submit so that it makes at most one billable request: after an answer that was lost, the
 * platform is asked for the tag before anything is sent again. Rejects with a ModelRunnerError, with
 * `maybeSubmitted` where it could not be found out.
 */
export async function submitRequest(client: ModelRunnerClient, task: SubmitTask): Promise<SubmittedRequest> {
  const { requests, tracker, transport } = client
  const { endpoint, clientId, signal, options, lostAt } = task
  const call = await buildSubmit(endpoint, task.input, options, clientId)
  // Opened now, so that the first news is not missed while the answer is on its way.
  const releases = [requests.expect(), tracker.hold()]
  const isOffline = globalThis.navigator?.onLine === false
  let isSent = false
  const onSend = () => {
    isSent = true
    task.onSend?.()
  }

  async function post(): Promise<SubmittedRequest> {
    const sentAt = client.config.clock.now()
    const envelope = await transport.call<QueueEnvelope>({ ...call, signal, onSend })
    requests.applyEnvelope(envelope, endpoint, sentAt)
    tracker.submitted(envelope.request_id, sentAt)
    return { requestId: envelope.request_id, endpoint, submittedAt: new Date(sentAt), clientId }
  }

  try {
    if (lostAt === undefined) return await post()
    return await (await loadRecovery()).recoverSubmit(client, task, post)
  } catch (error) {
    // What never left, or had no network from the start, cannot have arrived.
    if (lostAt !== undefined || !isSent || !isAmbiguous(error) || (isOffline && error.kind === 'network'))
      throw error
    if (options.exactlyOnce === false || signal?.aborted) throw markLost(error)
    const recovery = await loadRecovery().catch(() => undefined)
    if (!recovery) throw markLost(error)
    return await recovery.recoverSubmit(client, task, post, error)
  } finally {
    for (const release of releases) release()
  }
}
