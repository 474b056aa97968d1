'use client'

import { useStore } from 'zustand'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import { createLive } from '../client/live/create-live.js'
import type { ConnectionState } from '../client/stream/tracker.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import type { Outcome, RequestItem, RequestState } from '../protocol/request-item.js'
import { asDate } from './as-date.js'
import { useLiveRequest } from './use-live-request.js'

export interface UseRequestStatusResult {
  status?: RequestState
  /** The truth: `COMPLETED` alone is not success. Undefined while nothing is known. */
  outcome?: Outcome
  request?: RequestItem
  /** Why the request failed, or why it cannot be read. */
  error?: ModelRunnerError
  /** The outcome is known and will not change. */
  isTerminal: boolean
  /** How updates arrive now. */
  transport: 'stream' | 'polling' | 'idle'
  submittedAt?: Date
  startedAt?: Date
  finishedAt?: Date
}

/**
 * Watches a request over the provider's one event stream, or by polling where streaming is impossible.
 * Idle while `requestId` is undefined, null or empty.
 *
 * @example
 * const { status, outcome } = useRequestStatus(requestId)
 */
export function useRequestStatus(
  requestId: string | null | undefined,
  _options?: { endpoint?: string },
): UseRequestStatusResult {
  const { client } = useModelRunnerContext()
  const id = requestId || undefined
  const live = useLiveRequest(client, id)
  const isTerminal = live !== undefined && live.outcome !== 'pending'
  const isWatching = id !== undefined && !isTerminal
  const transport = useStore(client.use(createLive).tracker.connection, (connection) =>
    isWatching ? transportOf(connection) : 'idle',
  )
  return {
    status: live?.status,
    outcome: live && (live.status || live.outcome !== 'pending') ? live.outcome : undefined,
    request: live?.request,
    error: live?.error,
    isTerminal,
    transport,
    submittedAt: asDate(live?.submittedAt),
    startedAt: asDate(live?.startedAt),
    finishedAt: asDate(live?.finishedAt),
  }
}

function transportOf({ state }: ConnectionState): UseRequestStatusResult['transport'] {
  if (state === 'live') return 'stream'
  return state === 'polling' ? 'polling' : 'idle'
}
