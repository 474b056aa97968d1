import { requestItemShape, type RequestItem } from '../../protocol/request-item.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { createLive } from './create-live.js'
import type { LiveRequest } from '../store/live-requests.js'

/**
 * The one read after a request's end, where its item does not say enough: the output of one that succeeded,
 * or the provider's reason of one that failed (HTTP 422 of the result URL), which goes into the live store.
 */
export function readResult(
  client: Client,
  live: LiveRequest,
  endpoint: string,
  signal?: AbortSignal,
): Promise<unknown> {
  return live.outcome === 'succeeded'
    ? readOutput(client, live.id, endpoint, signal)
    : readReason(client, live.id, endpoint, signal)
}

/** The item first, which needs no endpoint. Where it holds no output the result URL may. */
async function readOutput(
  client: Client,
  id: string,
  endpoint: string,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  let refusal: ModelRunnerError | undefined
  let isRead = false
  for (const below of endpoint ? ['', `/${endpoint}`] : ['']) {
    const path = `${below}/requests/${encodeURIComponent(id)}`
    try {
      const item = await client.transport.call<RequestItem>({
        host: 'queue',
        path,
        shape: requestItemShape,
        signal,
      })
      isRead = true
      if (!below) client.use(createLive).requests.applyItem(item)
      if ((item.output ?? undefined) !== undefined || item.payloadsPurgedAt) return item.output ?? null
    } catch (cause) {
      // The transport rejects with nothing else.
      const error = cause as ModelRunnerError
      if (error.retryable) throw error
      refusal ??= error
    }
  }
  if (!isRead) throw refusal
  // A run may give nothing.
  return null
}

async function readReason(
  client: Client,
  id: string,
  endpoint: string,
  signal: AbortSignal | undefined,
): Promise<null> {
  try {
    const path = `/${endpoint}/requests/${encodeURIComponent(id)}`
    await client.transport.call({ host: 'queue', path, signal })
  } catch (cause) {
    // The transport rejects with nothing else.
    const error = cause as ModelRunnerError
    // Only a 422 says more than the item: anything else is trouble with reading, not with the run.
    if (error.status === 422) client.use(createLive).requests.applyError(id, error)
    else if (signal?.aborted) throw error
  }
  return null
}

/** Whether a request that ended must be read once more: its item holds neither output nor the provider's reason. */
export function needsRead(live: Pick<LiveRequest, 'outcome' | 'status' | 'request'> | undefined): boolean {
  if (live?.outcome === 'failed') return live.status === 'COMPLETED'
  return (
    live?.outcome === 'succeeded' &&
    (live.request?.output ?? undefined) === undefined &&
    !live.request?.payloadsPurgedAt
  )
}
