import type { RequestItem } from '../../src/protocol/request-item.js'
import type { View } from './app.js'
import type { StartedRun } from './started-run.js'

/** What a view shows that is not so. */
export function faultsOfView(view: View, run: StartedRun, items: RequestItem[]): string[] {
  const { phase, error, requestId, output } = view.run.store.getState()
  const item = items.find(({ id }) => id === requestId)
  if (requestId === undefined) {
    const isRefused = phase === 'failed' && !error?.maybeSubmitted
    return isRefused && items.length && !run.isShared
      ? [`says "not submitted" (${error?.message}), but it was`]
      : []
  }
  if (!item) return [`shows ${requestId}, platform ${items.map(({ id }) => id).join(' ')}`]
  const faults: string[] = []
  const isOver = ['succeeded', 'failed', 'cancelled'].includes(phase)
  if (isOver && phase !== truthOf(item)) faults.push(`shows ${phase}, platform ${truthOf(item)}`)
  const shown = JSON.stringify(output ?? null)
  if (phase === 'succeeded' && shown !== JSON.stringify(item.output ?? null))
    faults.push(`shows the output ${shown}, platform ${JSON.stringify(item.output)}`)
  if (error && isOver && phase !== 'failed') faults.push(`shows an error beside ${phase}`)
  return faults
}

/** How the platform says that a request ended, read without the library's own rules. */
function truthOf({ status, billingStatus }: RequestItem): string {
  if (status === 'CANCELLED') return 'cancelled'
  if (status === 'FAILED') return 'failed'
  if (status !== 'COMPLETED' || billingStatus === 'pending') return 'pending'
  return billingStatus === 'failed' ? 'failed' : 'succeeded'
}
