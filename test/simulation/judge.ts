import { createHash } from 'node:crypto'
import type { RequestItem } from '../../src/protocol/request-item.js'
import { placeOf, type View } from './app.js'
import { contentOf } from './content-of.js'
import { faultsOfTime, faultsOfView, mixedUpIn } from './faults-of-view.js'
import type { StartedRun } from './started-run.js'
import type { World } from './world.js'

/** Holds what people see and were told against what the platform has. */
export function judge(world: World): void {
  const items = world.emulator.requests()
  for (const run of world.runs) {
    const mine = items.filter((item) => nameOf(item) === run.key)
    judgeRun(world, run, mine)
  }
  for (const item of items)
    if (!world.runs.some(({ key }) => key === nameOf(item))) world.violate(`A request of no run: ${item.id}`)
}

function judgeRun(world: World, run: StartedRun, items: RequestItem[]): void {
  const { report } = world
  const violate = (text: string) => world.violate(`${run.key} (${run.endpoint}): ${text}`)
  report.runs++
  // Without storage, or where the one does not answer, tabs know nothing of each other: two clicks are two submits.
  const clicks = run.isShared && (!world.isStorageSound || world.wasTurnStuck) ? 2 : 1
  if (items.length > clicks) {
    report.doubleBilled++
    violate(`${items.length} requests for one submit`)
  }
  const views = run.isBehind ? [] : world.viewsOf(run).map(({ view }) => view)
  const mixedUp = [...othersOf(world, run), ...views.flatMap((view) => mixedUpIn(view, run, items))]
  report.mixedUp += mixedUp.length
  mixedUp.forEach(violate)
  const faults = [
    ...faultsOfFile(world, run, items),
    ...faultsOfTelling(world, run, views),
    ...views.flatMap((view) => faultsOfView(view, run, items)),
    ...views.flatMap((view) => faultsOfTime(world, view, run)),
  ]
  report.wrong += faults.length
  faults.forEach(violate)
  if (run.isBehind) return judgeBehind(world, run, items)
  const ends = views.map((view) => endOf(world, run, view, items))
  if (!run.plan.isPersisted && !views.length) ends.push('forgotten-with-its-tab')
  for (const end of ends) {
    if (!end.startsWith('lost')) continue
    report.lost++
    violate(`${end}, platform ${items.map(({ status }) => status).join(' ') || 'has nothing'}`)
  }
  const end = ends[0]
  if (end !== undefined) report.ends[end] = (report.ends[end] ?? 0) + 1
}

/** One of several at once, which a newer one hides: only its callbacks tell of it. */
function judgeBehind(world: World, run: StartedRun, items: RequestItem[]): void {
  const end = run.told ? 'told-behind' : run.isUnknown ? 'unknown-behind' : 'cut-off-behind'
  world.report.ends[end] = (world.report.ends[end] ?? 0) + 1
  if (run.told || run.isUnknown || run.wasCutOff) return
  if (items.some(({ status }) => status === 'CANCELLED')) return
  world.report.lost++
  world.violate(`${run.key}: a run beside another one was never told of`)
}

/** Other people to whom the run is shown. */
function othersOf(world: World, run: StartedRun): string[] {
  return world.apps.flatMap((app, at) => {
    const phase =
      world.personAt(at) === run.person ? undefined : app?.views.get(placeOf(run))?.run.store.getState().phase
    return phase && phase !== 'idle' ? [`is shown to another person, in phase ${phase}`] : []
  })
}

function faultsOfTelling(world: World, run: StartedRun, views: View[]): string[] {
  const faults: string[] = []
  // Who goes while what they stored is on its way to the others, may leave those to tell it again.
  const mayBeToldAgain = run.mayBeToldAgain || (run.wasCutOff && world.scenario.storageSpreadMs > 0)
  if (run.plan.isPersisted && run.told > 1 && isTellable(world) && !run.isShared && !mayBeToldAgain)
    faults.push(`its end was told ${run.told} times`)
  if (run.isBehind && run.told > 1) faults.push(`its end was told ${run.told} times beside another one`)
  const isKnown = views.some(({ run: { store } }) => {
    const { phase, error } = store.getState()
    return phase === 'succeeded' || (phase === 'failed' && !error?.maybeSubmitted)
  })
  if (run.told === 0 && isKnown && !run.wasCutOff) faults.push('its end was never told')
  return faults
}

/** A request whose file is not the one that was chosen. */
function faultsOfFile({ emulator }: World, { key, plan }: StartedRun, items: RequestItem[]): string[] {
  if (!plan.hasFile) return []
  const sha256 = createHash('sha256').update(contentOf(key)).digest('hex')
  const uploads = emulator.uploads().filter((upload) => upload.sha256 === sha256)
  return items.flatMap(({ id, input }) => {
    const { image } = input as { image?: unknown }
    return uploads.some(({ url }) => url === image) ? [] : [`${id} has ${String(image)} for its file`]
  })
}

/** Whether the tabs can tell each other. */
function isTellable({ isStorageSound, scenario }: World): boolean {
  return isStorageSound && scenario.locks === 'works'
}

function endOf(world: World, run: StartedRun, view: View, items: RequestItem[]): string {
  const { phase, error, requestId } = view.run.store.getState()
  const states = world.viewsOf(run).map((each) => each.view.run.store.getState())
  switch (phase) {
    case 'succeeded':
    case 'cancelled':
      return phase
    case 'failed':
      if (requestId !== undefined) return phase
      return error?.maybeSubmitted ? 'unknown' : 'refused'
    case 'idle':
      if (!items.length && states.some((state) => state.error)) return 'refused-in-another-tab'
      if (!items.length && run.wasCutOff) return 'cut-off-before-anything'
      if (!isTellable(world) && states.some((state) => state.phase !== 'idle'))
        return 'not-shown-in-other-tab'
      if (run.wasCutOff && !world.isStorageSound) return 'forgotten-by-storage'
      return 'lost in phase idle'
    default:
      return `lost in phase ${phase}`
  }
}

function nameOf({ input }: RequestItem): unknown {
  return (input as { run?: unknown } | undefined)?.run
}
