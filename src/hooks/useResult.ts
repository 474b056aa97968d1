'use client'

import { isModelRunnerError, type ModelRunnerError } from '../client/errors/model-runner-error.js'
import { createLive } from '../client/live/create-live.js'
import { needsRead } from '../client/live/read-result.js'
import { resultQuery } from '../client/queries/result-query.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import type { RequestItem } from '../protocol/request-item.js'
import { useLiveRequest } from './use-live-request.js'
import { useRead } from './use-read.js'
import { useReported } from './use-reported.js'
import { useStableCallback } from './use-stable-callback.js'

export interface UseResultResult<O> {
  /** Only of a request that succeeded, and until retention removes it (`request.payloadsPurgedAt`). */
  output?: O
  request?: RequestItem
  /** Why the request failed, with the provider's reason and each field error; or why it cannot be read. */
  error?: ModelRunnerError
  /** No outcome yet, or it is being read. */
  isPending: boolean
  refetch(): Promise<void>
}

/**
 * The output of a request, as soon as it succeeded: from the stream's own update if it contains it, else by one read.
 *
 * @example
 * const { output, error, isPending } = useResult<string[]>(requestId)
 */
export function useResult<O = unknown>(
  requestId: string | undefined,
  options: { endpoint?: string } = {},
): UseResultResult<O> {
  const { client, queryClient } = useModelRunnerContext()
  const live = useLiveRequest(client, requestId)
  const query = useRead(resultQuery(client, live, options.endpoint), queryClient)
  const isToRead = needsRead(live)
  const isReading = isToRead && query.isPending
  const refetch = useStableCallback(async () => {
    if (requestId === undefined) return
    const { requests, tracker } = client.use(createLive)
    await tracker.refresh(requestId)
    if (needsRead(requests.peek(requestId))) await query.refetch()
  })
  // Another read may have brought what this one could not.
  const unread = isToRead && isModelRunnerError(query.error) ? query.error : undefined
  useReported(unread)
  // What retention leaves is `{}`, which is not what the model gave.
  const isThere = live?.outcome === 'succeeded' && !live.request?.payloadsPurgedAt
  const output = isThere ? (live.request?.output ?? query.data ?? undefined) : undefined
  return {
    // What the model gives is the caller's to say.
    output: output as O | undefined,
    request: live?.request,
    error: live?.error ?? unread,
    isPending:
      requestId !== undefined && !live?.error && ((live?.outcome ?? 'pending') === 'pending' || isReading),
    refetch,
  }
}
