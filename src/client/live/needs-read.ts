import type { LiveRequest } from '../store/live-requests.js'

/** Whether a request that ended must be read once more: its item holds neither output nor the provider's reason. */
export function needsRead(live: Pick<LiveRequest, 'outcome' | 'status' | 'request'> | undefined): boolean {
  if (live?.outcome === 'failed') return live.status === 'COMPLETED'
  return (
    live?.outcome === 'succeeded' &&
    (live.request?.output ?? undefined) === undefined &&
    !live.request?.payloadsPurgedAt
  )
}
