import type { RequestItem } from '../../src/protocol/request-item.js'
import type { View } from './app.js'
import type { StartedRun } from './started-run.js'

/** What a view shows that is not so. */
export function faultsOfView(view: View, run: StartedRun, items: RequestItem[]): string[] {
  const { phase, error, submitted } = view.run.store.getState()
  const item = items.find(({ id }) => id === submitted?.requestId)
  if (phase === 'error' && !error?.maybeSubmitted && items.length && !run.isShared)
    return [`says "not submitted" (${error?.message}), but it was`]
  if (phase !== 'submitted') return []
  if (!item) return [`shows ${submitted?.requestId}, platform ${items.map(({ id }) => id).join(' ')}`]
  const live = view.live()
  const outcome = live?.outcome ?? 'pending'
  const faults: string[] = []
  if (outcome !== 'pending' && outcome !== truthOf(item))
    faults.push(`shows ${outcome}, platform ${truthOf(item)}`)
  const output = JSON.stringify(view.output() ?? null)
  if (outcome === 'succeeded' && output !== JSON.stringify(item.output ?? null))
    faults.push(`shows the output ${output}, platform ${JSON.stringify(item.output)}`)
  if (live?.error && outcome !== 'failed') faults.push(`shows an error beside ${outcome}`)
  return faults
}

/** How the platform says that a request ended, read without the library's own rules. */
function truthOf({ status, billingStatus }: RequestItem): string {
  if (status === 'CANCELLED') return 'cancelled'
  if (status === 'FAILED') return 'failed'
  if (status !== 'COMPLETED' || billingStatus === 'pending') return 'pending'
  return billingStatus === 'failed' ? 'failed' : 'succeeded'
}
