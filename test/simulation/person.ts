import { type App, placeOf, type View } from './app.js'
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

  click(plan: PlannedRun, name: string): void {
    const world = this.#world
    const { tabs, locks } = world.scenario
    const at = plan.tab % tabs
    const app = world.apps[at]
    if (!app || app.tab.isHung) return
    touch(app)
    if (plan.hasFile) world.count('person:file')
    if (plan.concurrent) world.count('person:concurrent')
    const { endpoint } = plan
    for (let more = 0; more <= plan.concurrent; more++) {
      const run = this.#start(app, at, plan, { key: more ? `${name}-and-${more}` : name, name, endpoint })
      run.isBehind = more < plan.concurrent
      submit(app, run)
    }
    const run = world.runs.at(-1)
    if (!run || plan.concurrent) return
    if (plan.isDoubleClicked) {
      submit(app, run)
      world.count('person:double-click')
    }
    const otherAt = (plan.shownIn ?? at) % tabs
    const other = world.apps[otherAt]
    if (!other || other === app || other.tab.isHung || !plan.isPersisted) return
    const isOwn = world.personAt(otherAt) === run.person
    world.count(isOwn ? 'person:same-run-in-two-tabs' : 'person:same-name-as-another-person')
    other.tab.run(() => void other.show(run, true))
    // Two clicks in two tabs are two submits where the browser cannot tell them of each other.
    if (!plan.isClickedInBoth || !isOwn || locks !== 'works') return
    run.isShared = true
    world.count('person:click-in-two-tabs')
    touch(other)
    submit(other, run)
  }

  /** Changes the component in which a run was clicked to another endpoint, and may click there, too. */
  change(name: string): void {
    const world = this.#world
    const run = world.runs.find(({ key }) => key === name)
    const { change } = run?.plan ?? {}
    const view = run?.app.views.get(placeOf(run))
    if (!run || !change || !view || !run.plan.isPersisted || change.endpoint === run.endpoint) return
    const { app } = run
    if (!app.tab.isAlive || app.tab.isHung) return
    touch(app)
    world.count('person:change-of-endpoint')
    const { endpoint } = change
    app.tab.run(() => {
      view.close()
      const { phase } = app.show({ name, endpoint }, true).run.store.getState()
      if (phase === 'idle') return
      world.report.mixedUp++
      world.violate(`${name}: another endpoint under its name begins in phase ${phase}`)
    })
    if (!change.isClicked) return
    world.count('person:click-after-change')
    const at = world.apps.indexOf(app)
    submit(app, this.#start(app, at, run.plan, { key: `${name}-changed`, name, endpoint }))
  }

  /** Changes each component back to the endpoint that it had first. */
  goBack(): void {
    for (const run of this.#world.runs) {
      const { app, plan } = run
      if (!plan.change || !plan.isPersisted || !app.tab.isAlive || app.tab.isHung) continue
      if (app.views.has(placeOf(run))) continue
      this.#world.count('person:back-to-first-endpoint')
      app.tab.run(() => void app.show(run, true))
    }
  }

  #start(
    app: App,
    at: number,
    plan: PlannedRun,
    which: Pick<StartedRun, 'key' | 'name' | 'endpoint'>,
  ): StartedRun {
    const world = this.#world
    const run: StartedRun = {
      ...which,
      plan,
      app,
      clickedAt: world.clock.monotonic(),
      person: world.personAt(at),
      wasCutOff: false,
      told: 0,
      isUnknown: false,
      mayBeToldAgain: false,
      isShared: false,
      isBehind: false,
    }
    world.runs.push(run)
    return run
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
      if (run.isBehind) continue
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

function submit(app: App, run: StartedRun): void {
  const { key, plan } = run
  const input = { prompt: key, run: key, ...(plan.hasFile && { image: fileOf(key) }) }
  const tell = () => void (app.tab.isAlive && run.told++)
  // Who starts several at once wants to know of each.
  const options = plan.concurrent
    ? {
        concurrent: true,
        onSucceeded: tell,
        onFailed: ({ maybeSubmitted }: { maybeSubmitted: boolean }) =>
          maybeSubmitted ? void (run.isUnknown = true) : tell(),
      }
    : {}
  app.tab.run(
    () =>
      void app
        .show(run, plan.isPersisted)
        .run.submit(input, options)
        .catch(() => {}),
  )
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
