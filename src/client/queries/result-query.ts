import { queryOptions } from '@tanstack/react-query'
import { requestItemShape, type RequestItem } from '../../protocol/request-item.js'
import { isModelRunnerError } from '../errors/is-model-runner-error.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import type { LiveRequest } from '../store/live-requests.js'
import { modelRunnerKeys } from './keys.js'
import { QUERY_DEFAULTS } from './query-defaults.js'
import type { QueryOf } from './query-of.js'

/**
 * The one read after a request's end, where its item does not say enough: the output of one that succeeded,
 * or the provider's reason of one that failed (HTTP 422 of the result URL).
 */
export function resultQuery(
  client: ModelRunnerClient,
  live: LiveRequest | undefined,
  endpoint: string | undefined,
): QueryOf<unknown, Error> {
  const id = live?.id ?? ''
  const read = live && (live.outcome === 'succeeded' ? readOutput : readReason)
  return queryOptions<unknown, Error>({
    ...QUERY_DEFAULTS,
    queryKey: modelRunnerKeys.result(client.config.scope, id),
    queryFn: async ({ signal }) => (read ? read(client, id, endpoint ?? live.endpoint ?? '', signal) : null),
    enabled: needsRead(live),
    staleTime: Infinity,
  })
}

export function needsRead(live: LiveRequest | undefined): boolean {
  if (live?.outcome === 'failed') return live.status === 'COMPLETED'
  return (
    live?.outcome === 'succeeded' &&
    (live.request?.output ?? undefined) === undefined &&
    !live.request?.payloadsPurgedAt
  )
}

/** The item first, which needs no endpoint. Where it holds no output the result URL may. */
async function readOutput(
  client: ModelRunnerClient,
  id: string,
  endpoint: string,
  signal: AbortSignal,
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
      if (!below) client.requests.applyItem(item)
      if ((item.output ?? undefined) !== undefined || item.payloadsPurgedAt) return item.output ?? null
    } catch (error) {
      if (!isModelRunnerError(error) || error.retryable) throw error
      refusal ??= error
    }
  }
  if (!isRead) throw refusal
  // A run may give nothing.
  return null
}

async function readReason(
  client: ModelRunnerClient,
  id: string,
  endpoint: string,
  signal: AbortSignal,
): Promise<null> {
  try {
    const path = `/${endpoint}/requests/${encodeURIComponent(id)}`
    await client.transport.call({ host: 'queue', path, signal })
  } catch (error) {
    // Only a 422 says more than the item: anything else is trouble with reading, not with the run.
    if (isModelRunnerError(error) && error.status === 422) client.requests.applyError(id, error)
    else if (signal.aborted) throw error
  }
  return null
}
