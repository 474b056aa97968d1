import { useCallback, useEffect, useSyncExternalStore } from 'react'
import type { Client } from '../client/client.js'
import { createLive } from '../client/live/create-live.js'
import type { LiveRequest } from '../client/store/live-requests.js'
import { useReported } from './use-reported.js'

/** One request's live state, kept up to date while mounted. Only updates of this request re-render. */
export function useLiveRequest(client: Client, id: string | undefined): LiveRequest | undefined {
  const { requests, tracker } = client.use(createLive)
  const subscribe = useCallback(
    (listener: () => void) => (id === undefined ? () => {} : requests.subscribe(id, listener)),
    [requests, id],
  )
  const peek = () => (id === undefined ? undefined : requests.peek(id))
  const live = useSyncExternalStore(subscribe, peek, () => undefined)
  useEffect(() => (id === undefined ? undefined : tracker.watch(id)), [tracker, id])
  // That it cannot be read; the errors of runs are reported by their outcome, once, whoever watches.
  useReported(live?.outcome === 'pending' ? live.error : undefined)
  return live
}
