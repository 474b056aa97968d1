import type { RequestItem } from '../../src/protocol/request-item.js'
import { placeOf, type View } from './app.js'
import type { StartedRun } from './started-run.js'
import type { World } from './world.js'

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
  if (!item) return []
  const faults: string[] = []
  const isOver = ['succeeded', 'failed', 'cancelled'].includes(phase)
  if (isOver && phase !== truthOf(item)) faults.push(`shows ${phase}, platform ${truthOf(item)}`)
  const shown = JSON.stringify(output ?? null)
  if (phase === 'succeeded' && shown !== JSON.stringify(item.output ?? null))
    faults.push(`shows the output ${shown}, platform ${JSON.stringify(item.output)}`)
  if (error && isOver && phase !== 'failed') faults.push(`shows an error beside ${phase}`)
  return faults
}

/** What a view shows that is another run's. */
export function mixedUpIn(view: View, run: StartedRun, items: RequestItem[]): string[] {
  const { requestId, request, variables, submitted } = view.run.store.getState()
  const faults: string[] = []
  if (requestId !== undefined && !items.some(({ id }) => id === requestId))
    faults.push(`shows ${requestId}, platform ${items.map(({ id }) => id).join(' ')}`)
  if (request && request.id !== requestId) faults.push(`shows the item ${request.id} beside ${requestId}`)
  if (submitted && submitted.endpoint !== run.endpoint) faults.push(`shows a run of ${submitted.endpoint}`)
  const shown = (variables as { run?: unknown } | undefined)?.run
  if (shown !== undefined && shown !== run.key) faults.push(`shows the input of ${String(shown)}`)
  return faults
}

/** A duration that cannot be. Over a reload only the wall clock tells, which is off by what it was set. */
export function faultsOfTime(world: World, view: View, run: StartedRun): string[] {
  const { startedAt, endedAt, phase } = view.run.store.getState()
  if (startedAt === undefined || phase === 'idle') return []
  const now = world.clock.monotonic()
  const ms = (endedAt ?? now) - startedAt
  const isHere = run.app.views.get(placeOf(run)) === view && !run.isShared && !run.mayBeToldAgain
  const slack = isHere ? 0 : world.clockSteppedMs
  const longest = now - run.clickedAt + slack
  return ms >= -slack && ms <= longest ? [] : [`says that it took ${ms} ms, of ${longest} at most`]
}

/** How the platform says that a request ended, read without the library's own rules. */
function truthOf({ status, billingStatus }: RequestItem): string {
  if (status === 'CANCELLED') return 'cancelled'
  if (status === 'FAILED') return 'failed'
  if (status !== 'COMPLETED' || billingStatus === 'pending') return 'pending'
  return billingStatus === 'failed' ? 'failed' : 'succeeded'
}
