import { queueEnvelopeShape, type QueueEnvelope } from '../../protocol/queue-envelope.js'
import { requestItemShape, type RequestItem, isTerminalState } from '../../protocol/request-item.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { CancelOutcome } from '../cancel-outcome.js'
import type { Client } from '../client.js'
import { createLive } from './create-live.js'

export interface CancelTarget {
  requestId: string
  /** Looked up where it is not given. */
  endpoint?: string
}

/** Asks the platform to cancel and tells what it answered. Never assumes. Rejects with a ModelRunnerError. */
export async function cancelRequest(client: Client, target: CancelTarget): Promise<CancelOutcome> {
  const { requestId } = target
  const { requests, tracker } = client.use(createLive)
  const endpoint = target.endpoint ?? requests.peek(requestId)?.endpoint ?? (await lookUp(client, requestId))
  const call = {
    host: 'queue',
    path: `/${endpoint}/requests/${encodeURIComponent(requestId)}/cancel`,
    shape: queueEnvelopeShape,
    // A request that rests on FAILED answers 400 with its envelope.
    alsoAnswers: [400],
    retry: true,
  } as const
  // The platform's docs name GET, its own client sends PUT.
  const envelope = await client.transport.call<QueueEnvelope>(call).catch((cause: unknown) => {
    // The transport rejects with nothing else.
    const { status, kind } = cause as ModelRunnerError
    // A proxy may know the one and refuse the other.
    if (status !== 404 && status !== 405 && kind !== 'proxy') throw cause
    return client.transport.call<QueueEnvelope>({ ...call, method: 'PUT', body: {} })
  })
  requests.applyEnvelope(envelope, endpoint)
  if (envelope.status === 'CANCELLED') return 'cancelled'
  if (!isTerminalState(envelope.status)) return 'still-running'
  // The envelope does not tell how it ended.
  if (requests.peek(requestId)?.outcome === 'pending') void tracker.refresh(requestId)
  return 'already-finished'
}

async function lookUp(client: Client, requestId: string): Promise<string> {
  const path = `/requests/${encodeURIComponent(requestId)}`
  const item = await client.transport.call<RequestItem>({ host: 'queue', path, shape: requestItemShape })
  client.use(createLive).requests.applyItem(item)
  return item.requestedModelEndpoint ?? item.modelEndpoint
}
