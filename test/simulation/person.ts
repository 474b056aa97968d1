import type { App, View } from './app.js'
import { contentOf } from './content-of.js'
import type { PlannedRun } from './scenario.js'
import type { StartedRun } from './started-run.js'
import type { World } from './world.js'

/** What people do in the app: click, click twice, click in two tabs, cancel, ask again. */
export class Person {
  readonly #world: World
  /** What a person asked for is not broken off when the page's components go. */
  readonly #cancelling = new Set<Promise<void>>()

  constructor(world: World) {
    this.#world = world
  }

  get isCancelling(): boolean {
    return this.#cancelling.size > 0
  }

  click(plan: PlannedRun, key: string): void {
    const world = this.#world
    const { tabs, locks } = world.scenario
    const at = plan.tab % tabs
    const app = world.apps[at]
    if (!app) return
    const run: StartedRun = {
      key,
      plan,
      wasCutOff: false,
      told: 0,
      mayBeToldAgain: false,
      person: world.personAt(at),
      isShared: false,
    }
    world.runs.push(run)
    touch(app)
    if (plan.hasFile) world.count('person:file')
    const submit = (to: App) =>
      void to
        .show(key, plan.endpoint, plan.isPersisted)
        .run.submit({ prompt: key, run: key, ...(plan.hasFile && { image: fileOf(key) }) })
        .catch(() => {})
    app.tab.run(() => {
      submit(app)
      if (!plan.isDoubleClicked) return
      submit(app)
      world.count('person:double-click')
    })
    const otherAt = (plan.shownIn ?? at) % tabs
    const other = world.apps[otherAt]
    if (!other || other === app || !plan.isPersisted) return
    const isOwn = world.personAt(otherAt) === run.person
    world.count(isOwn ? 'person:same-run-in-two-tabs' : 'person:same-name-as-another-person')
    other.tab.run(() => void other.show(key, plan.endpoint, true))
    // Two clicks in two tabs are two submits where the browser cannot tell them of each other.
    if (!plan.isClickedInBoth || !isOwn || locks !== 'works') return
    run.isShared = true
    world.count('person:click-in-two-tabs')
    touch(other)
    other.tab.run(() => submit(other))
  }

  cancel(key: string): void {
    const world = this.#world
    const found = this.#firstViewOf(key)
    if (!found) return
    const { app, view } = found
    touch(app)
    app.tab.run(() => {
      const id = view.run.store.getState().requestId
      const cancelling = view.run.cancel().then(
        (outcome) => {
          world.count(`cancel:${outcome ?? 'nothing-to-cancel'}`)
          const item = world.emulator.requests().find((each) => each.id === id)
          if (outcome === 'cancelled' && item && item.status !== 'CANCELLED')
            world.violate(`${key}: "cancelled" was told of a request that is ${item.status}`)
        },
        () => world.count('cancel:error'),
      )
      this.#cancelling.add(cancelling)
      app.tab.atDeath.add(() => this.#cancelling.delete(cancelling))
      void cancelling.finally(() => this.#cancelling.delete(cancelling))
    })
  }

  /** Asks again about each submit that may or may not have arrived. */
  retryUnknown(): void {
    for (const run of this.#world.runs) {
      const found = this.#world
        .viewsOf(run)
        .find(({ view }) => view.run.store.getState().error?.maybeSubmitted)
      if (!found) continue
      // Another tab may have told of its own attempt.
      run.mayBeToldAgain = true
      this.#world.count('person:retry-of-unknown')
      found.app.tab.run(() => found.view.run.retry())
    }
  }

  /** Reads again what could not be read. */
  refetch(): void {
    for (const run of this.#world.runs)
      for (const { app, view } of this.#world.viewsOf(run))
        if (view.run.store.getState().phase === 'succeeded') app.tab.run(() => view.run.retry())
  }

  #firstViewOf(key: string): { app: App; view: View } | undefined {
    const run = this.#world.runs.find((each) => each.key === key)
    return run && this.#world.viewsOf(run)[0]
  }
}

/** What a person chose for a run; no two are alike. */
function fileOf(key: string): File {
  return new File([contentOf(key)], `${key}.txt`, { type: 'text/plain' })
}

/** A person acts only in a tab that is awake and in front. */
function touch({ tab }: App): void {
  tab.thaw()
  if (tab.isHidden) tab.setHidden(false)
}
