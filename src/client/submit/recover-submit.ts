import { timeOf } from '../../protocol/request-item.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import { findSubmitted } from './find-submitted.js'
import { isAmbiguous } from './is-ambiguous.js'
import { markLost } from './mark-lost.js'
import type { SubmittedRequest } from './submit-options.js'
import type { SubmitTask } from './submit-task.js'

/** One more try, and only once the platform was seen not to have the first. */
const MAX_SENDS = 2

/**
 * What follows a submit whose answer was lost (`lost`; none after a reload): the platform is asked for it; what it does
 * not have after the settling time is sent once more. Rejects with `maybeSubmitted` where it stays unknown.
 */
export async function recoverSubmit(
  client: ModelRunnerClient,
  { input, clientId, endpoint, signal, lostAt }: SubmitTask,
  post: () => Promise<SubmittedRequest>,
  lost?: ModelRunnerError,
): Promise<SubmittedRequest> {
  const { clock } = client.config
  let since = lost ? clock.now() : (lostAt ?? clock.now())
  for (let sends = 1; ; sends++) {
    const found = await findSubmitted(client, clientId, since, signal)
    if (found.state === 'found') {
      const { item } = found
      // First as what was submitted, so that its end is news even where it is known already.
      client.requests.applyEnvelope({ request_id: item.id, status: 'IN_QUEUE' }, endpoint)
      client.requests.applyItem(item)
      const submittedAt = new Date(timeOf(item.createdAt) ?? since)
      return { requestId: item.id, endpoint, submittedAt, clientId }
    }
    // Without its input (too large to be kept over a reload) it can be looked for, but not sent again.
    if (found.state === 'unknown' || input === undefined) throw markLost(lost ?? unanswered(found.state))
    if (sends >= MAX_SENDS) {
      // The platform itself answered that it failed, and does not have it: that is no doubt any more.
      throw lost?.kind === 'server' ? lost : markLost(lost ?? unanswered(found.state))
    }
    try {
      return await post()
    } catch (error) {
      if (!isAmbiguous(error)) throw error
      if (signal?.aborted) throw markLost(error)
      lost = error
      since = clock.now()
    }
  }
}

function unanswered(state: 'absent' | 'unknown'): ModelRunnerError {
  const finding =
    state === 'absent'
      ? 'the platform does not have the request so far. A retry looks once more before it sends'
      : 'the platform could not be asked whether it has the request'
  return new ModelRunnerError({ kind: 'network', message: `The submit got no answer, and ${finding}.` })
}
