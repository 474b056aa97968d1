'use client'

import { useMemo } from 'react'
import { useStore } from 'zustand'
import { createLive } from '../client/live/create-live.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import { asDate } from './as-date.js'

export interface UseConnectionResult {
  /** `idle` while nothing is watched: the stream is opened on demand. */
  state: 'idle' | 'connecting' | 'live' | 'polling' | 'offline'
  /** Since when it is so; of `live`, since when updates arrive without a gap. */
  since?: Date
  /** When the stream is tried next. */
  retryAt?: Date
  /** Tries now. */
  reconnect(): void
}

/**
 * The provider's live connection: whether updates arrive over the stream, by polling, or not at all.
 *
 * @example
 * const { state } = useConnection()
 */
export function useConnection(): UseConnectionResult {
  const { client } = useModelRunnerContext()
  const { tracker } = client.use(createLive)
  const { state, since, retryAt } = useStore(tracker.connection)
  return useMemo(
    () => ({ state, since: asDate(since), retryAt: asDate(retryAt), reconnect: tracker.reconnect }),
    [tracker, state, since, retryAt],
  )
}
