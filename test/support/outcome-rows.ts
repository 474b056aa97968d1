import type { RequestItem } from '../../src/protocol/request-item.js'
import type { Accepted } from '../../src/client/runs/run-state.js'
import type { LiveRequest } from '../../src/client/store/live-requests.js'
import { errorOf, JOB, SUBMITTED } from './submit-rows.js'

export const ITEM: RequestItem = {
  id: 'r1',
  modelEndpoint: 'a/b',
  status: 'COMPLETED',
  billingStatus: 'charged',
  createdAt: '2026-01-01T00:00:00.000Z',
  input: {},
  output: ['https://media.example/1.png'],
}
export const live = (more: Partial<LiveRequest> = {}): LiveRequest => ({
  id: 'r1',
  outcome: 'pending',
  ...more,
})
export const SUCCEEDED = live({ outcome: 'succeeded', status: 'COMPLETED', request: ITEM })
/** Its item does not hold the output. */
export const UNREAD = live({ outcome: 'succeeded', status: 'COMPLETED', request: { ...ITEM, output: null } })
export const PURGED = live({
  outcome: 'succeeded',
  status: 'COMPLETED',
  request: { ...ITEM, output: {}, payloadsPurgedAt: '2026-02-01T00:00:00.000Z' },
})
export const FAILED = live({ outcome: 'failed', status: 'FAILED', error: errorOf('generation-failed') })
/** Its reason stands in its result. */
export const FAILED_UNREAD = live({ outcome: 'failed', status: 'COMPLETED' })
export const CANCELLED = live({ outcome: 'cancelled', status: 'CANCELLED' })

export const accepted = (more: Partial<Accepted> = {}): Accepted => ({
  at: 'accepted',
  job: JOB,
  submitted: SUBMITTED,
  isAdopted: false,
  read: 'none',
  ...more,
})
