import type { Emulator } from '../../src/emulator/emulator.js'
import { createEmulator } from '../../src/emulator/index.js'
import type { RequestItem } from '../../src/protocol/request-item.js'
import { FakeClock, settle } from '../support/fake-clock.js'
import { App, type View } from './app.js'
import { Browser } from './browser.js'
import { networkOf, type NetworkOptions } from './network.js'
import { type PlannedRun, type Scenario, type TabEvent, TROUBLE_MS } from './scenario.js'

/** After the world healed, everything must have come to its end within this, ms. */
const HEALED_MS = 15 * 60_000

const SLEEP_MS = 90_000

/** How one scenario went. */
export interface Report {
  runs: number
  /** How runs ended: succeeded, failed, cancelled, refused (not submitted), unknown (honestly), forgotten, never left. */
  ends: Record<string, number>
  lost: number
  doubleBilled: number
  wrong: number
  violations: string[]
  /** How often each fault, wart and event really happened. */
  happened: Record<string, number>
}

interface Started {
  key: string
  plan: PlannedRun
  /** A tab that showed it died. */
  wasCutOff: boolean
  told: number
}

export async function runScenario(scenario: Scenario): Promise<Report> {
  const world = new SimulatedWorld(scenario)
  try {
    return await world.play()
  } finally {
    world.end()
  }
}

class SimulatedWorld {
  readonly #scenario: Scenario
  readonly #clock: FakeClock
  readonly #browser: Browser
  readonly #emulator: Emulator
  readonly #network: NetworkOptions
  readonly #uninstall: () => void
  /** The app in each of the person's tabs; a reload puts another in its place. */
  readonly #apps: (App | undefined)[] = []
  readonly #runs: Started[] = []
  readonly #report: Report = {
    runs: 0,
    ends: {},
    lost: 0,
    doubleBilled: 0,
    wrong: 0,
    violations: [],
    happened: {},
  }

  constructor(scenario: Scenario) {
    this.#scenario = scenario
    this.#clock = new FakeClock({ seed: scenario.seed })
    this.#browser = new Browser(this.#clock, scenario.locks)
    this.#emulator = createEmulator({
      clock: this.#clock,
      seed: scenario.seed,
      latencyMs: scenario.latencyMs,
    })
    this.#emulator.set({ ...scenario.billing, faults: scenario.faults })
    this.#network = {
      emulator: this.#emulator,
      browser: this.#browser,
      clock: this.#clock,
      wart: scenario.wart,
      wartChance: scenario.wartChance,
      count: (name) => this.#count(name),
    }
    this.#uninstall = this.#browser.install()
    for (let at = 0; at < scenario.tabs; at++) this.#apps[at] = this.#open()
  }

  end(): void {
    for (const tab of this.#browser.living) tab.kill()
    this.#emulator.dispose()
    this.#uninstall()
  }

  async play(): Promise<Report> {
    const { runs, events } = this.#scenario
    const steps = [
      ...runs.map((plan, at) => ({ at: plan.at, act: () => this.#click(plan, `run-${at}`) })),
      ...runs.flatMap((plan, at) =>
        plan.cancelAfter === undefined
          ? []
          : [{ at: plan.at + plan.cancelAfter, act: () => this.#cancel(`run-${at}`) }],
      ),
      ...events.map(({ at, tab, kind }) => ({
        at,
        act: () => this.#happen(kind, tab % this.#scenario.tabs),
      })),
    ].sort((a, b) => a.at - b.at)
    let now = 0
    for (const { at, act } of steps) {
      await this.#clock.advance(at - now)
      now = at
      act()
    }
    await this.#clock.advance(Math.max(0, TROUBLE_MS - now))
    await this.#heal()
    await this.#until(() => this.#runs.every((run) => this.#hasEnded(run)))
    this.#retryUnknown()
    await this.#until(() => this.#runs.every((run) => this.#hasEnded(run)))
    this.#judge()
    await this.#close()
    Object.entries(this.#emulator.faultCounts()).forEach(([name, times]) => this.#count(name, times))
    return this.#report
  }

  #count(name: string, times = 1): void {
    const { happened } = this.#report
    happened[name] = (happened[name] ?? 0) + times
  }

  #open(): App {
    const tab = this.#browser.open()
    const { live } = this.#scenario
    return new App(tab, {
      fetch: networkOf(tab, this.#network),
      hosts: this.#emulator.hosts,
      live,
      onViolation: (text) => this.#report.violations.push(text),
      onTold: (key) => {
        const run = this.#runs.find((each) => each.key === key)
        if (run) run.told++
      },
    })
  }

  /** Runs code as the app's, and lets it happen. */
  #in(app: App, work: () => void): void {
    app.tab.run(work)
  }

  /** A person acts only in a tab that is awake and in front. */
  #touch(app: App): void {
    app.tab.thaw()
    if (app.tab.isHidden) app.tab.setHidden(false)
  }

  #click(plan: PlannedRun, key: string): void {
    const app = this.#apps[plan.tab % this.#scenario.tabs]
    if (!app) return
    const run: Started = { key, plan, wasCutOff: false, told: 0 }
    this.#runs.push(run)
    this.#touch(app)
    this.#in(app, () => {
      const view = app.show(key, plan.isPersisted)
      const submit = () => view.run.submit(plan.endpoint, { prompt: key, run: key }, {}).catch(() => {})
      void submit()
      if (plan.isDoubleClicked) {
        void submit()
        this.#count('person:double-click')
      }
    })
    const other = plan.shownIn === undefined ? undefined : this.#apps[plan.shownIn % this.#scenario.tabs]
    if (!other || other === app || !plan.isPersisted) return
    this.#count('person:same-run-in-two-tabs')
    this.#in(other, () => void other.show(key, true))
  }

  #cancel(key: string): void {
    const found = this.#viewOf(key)
    if (!found) return
    this.#touch(found.app)
    this.#in(found.app, () => {
      const id = found.view.run.store.getState().submitted?.requestId
      found.view.cancel().then(
        (outcome) => {
          this.#count(`cancel:${outcome ?? 'nothing-to-cancel'}`)
          const item = this.#emulator.requests().find((each) => each.id === id)
          if (outcome === 'cancelled' && item && item.status !== 'CANCELLED')
            this.#report.violations.push(`${key}: "cancelled" was told of a request that is ${item.status}`)
        },
        () => this.#count('cancel:error'),
      )
    })
  }

  #happen(kind: TabEvent, at: number): void {
    const app = this.#apps[at]
    if (!app && kind !== 'open' && kind !== 'reload') return
    this.#count(`tab:${kind}`)
    switch (kind) {
      case 'reload':
        this.#kill(at)
        return this.#reopen(at)
      case 'close':
        return this.#kill(at)
      case 'open':
        if (!app) this.#reopen(at)
        return
      case 'hide':
      case 'show':
        return app?.tab.setHidden(kind === 'hide')
      case 'freeze':
        return app?.tab.freeze()
      case 'thaw':
        return app?.tab.thaw()
      case 'offline':
      case 'online':
        return this.#browser.setOnline(kind === 'online')
      case 'sleep':
        for (const tab of this.#browser.living) tab.freeze()
        this.#clock.setTimeout(() => this.#browser.living.forEach((tab) => tab.thaw()), SLEEP_MS)
        return
      default:
        kind satisfies never
    }
  }

  #kill(at: number): void {
    const app = this.#apps[at]
    if (!app) return
    for (const run of this.#runs) {
      const view = app.views.get(run.key)
      if (!view) continue
      const { phase } = view.run.store.getState()
      const live = view.live()
      this.#count(`reload-while:${live && live.outcome !== 'pending' ? 'ended' : phase}`)
      run.wasCutOff = true
    }
    app.tab.kill()
    this.#apps[at] = undefined
  }

  #reopen(at: number): void {
    const app = (this.#apps[at] = this.#open())
    this.#in(app, () => {
      for (const { key, plan } of this.#runs) if (plan.isPersisted) app.show(key, true)
    })
  }

  /** Faults end, the network is back, and the person looks at every tab. */
  async #heal(): Promise<void> {
    this.#emulator.set({ faults: [] })
    this.#network.wart = 'none'
    this.#browser.setOnline(true)
    for (const tab of this.#browser.living) {
      tab.thaw()
      tab.setHidden(false)
    }
    for (let at = 0; at < this.#scenario.tabs; at++) if (!this.#apps[at]) this.#reopen(at)
    await settle()
  }

  async #until(isDone: () => boolean): Promise<void> {
    const end = this.#clock.now() + HEALED_MS
    do await this.#clock.advance(1_000)
    while (!isDone() && this.#clock.now() < end)
  }

  #viewOf(key: string): { app: App; view: View } | undefined {
    return this.#viewsOf(key)[0]
  }

  #viewsOf(key: string): { app: App; view: View }[] {
    return this.#apps.flatMap((app) => {
      const view = app?.views.get(key)
      return app && view ? [{ app, view }] : []
    })
  }

  #hasEnded({ key }: Started): boolean {
    return this.#viewsOf(key).every(({ view }) => {
      const { phase } = view.run.store.getState()
      if (phase === 'submitted') return view.live()?.outcome !== 'pending' && view.live() !== undefined
      return phase === 'error' || phase === 'idle'
    })
  }

  #retryUnknown(): void {
    for (const run of this.#runs) {
      const found = this.#viewOf(run.key)
      const error = found?.view.run.store.getState().error
      if (!found || !error?.maybeSubmitted) continue
      // Another tab may have told of its own attempt.
      run.told = 0
      this.#count('person:retry-of-unknown')
      this.#in(found.app, () => void found.view.run.retry()?.catch(() => {}))
    }
  }

  #judge(): void {
    const items = this.#emulator.requests()
    for (const run of this.#runs) this.#judgeRun(run, items)
    for (const item of items) {
      if (!this.#runs.some(({ key }) => key === nameOf(item)))
        this.#report.violations.push(`A request of no run: ${item.id}`)
    }
  }

  #judgeRun(run: Started, items: RequestItem[]): void {
    const report = this.#report
    report.runs++
    const { key, plan } = run
    const mine = items.filter((item) => nameOf(item) === key)
    const wrong = (text: string) => {
      report.wrong++
      report.violations.push(`${key} (${plan.endpoint}): ${text}`)
    }
    if (mine.length > 1) {
      report.doubleBilled++
      report.violations.push(`${key} (${plan.endpoint}): ${mine.length} requests for one submit`)
    }
    const [item] = mine
    const views = this.#viewsOf(key)
    if (plan.isPersisted && run.told > 1 && this.#scenario.locks === 'works')
      wrong(`its end was told ${run.told} times`)
    if (!plan.isPersisted && views.length === 0) return this.#end('forgotten-with-its-tab')
    for (const [index, { view }] of views.entries()) {
      const { phase, error, submitted } = view.run.store.getState()
      let end: string
      if (phase === 'submitted') {
        const live = view.live()
        if (!item || submitted?.requestId !== item.id)
          wrong(`shows ${submitted?.requestId}, platform ${item?.id}`)
        const outcome = live?.outcome ?? 'pending'
        if (outcome === 'pending') {
          report.lost++
          report.violations.push(
            `${key} (${plan.endpoint}): lost, last seen ${live?.status} in view ${index}`,
          )
        } else if (item && outcome !== truthOf(item)) wrong(`shows ${outcome}, platform ${truthOf(item)}`)
        if (live?.error && outcome !== 'failed') wrong(`shows an error beside ${outcome}`)
        end = outcome
      } else if (phase === 'error') {
        if (!error?.maybeSubmitted && item) wrong(`says "not submitted" (${error?.message}), but it was`)
        end = error?.maybeSubmitted ? 'unknown' : 'refused'
      } else if (phase === 'idle' && !item && views.some((each) => each.view.run.store.getState().error)) {
        end = 'refused-in-another-tab'
      } else if (phase === 'idle' && !item && run.wasCutOff) {
        end = 'cut-off-before-anything'
      } else if (phase === 'idle' && index > 0 && this.#scenario.locks !== 'works') {
        end = 'not-shown-in-other-tab'
      } else {
        report.lost++
        report.violations.push(`${key} (${plan.endpoint}): lost in phase ${phase}, platform ${item?.status}`)
        end = 'lost'
      }
      if (index === 0) this.#end(end)
    }
  }

  #end(kind: string): void {
    const { ends } = this.#report
    ends[kind] = (ends[kind] ?? 0) + 1
  }

  async #close(): Promise<void> {
    for (const app of this.#apps) if (app) this.#in(app, () => app.close())
    await this.#clock.advance(1_000)
    for (const { timers } of this.#browser.living)
      if (timers) this.#report.violations.push(`${timers} timers left after close`)
    const { open } = this.#emulator.streams()
    if (open) this.#report.violations.push(`${open} streams left after close`)
  }
}

function nameOf({ input }: RequestItem): unknown {
  return (input as { run?: unknown } | undefined)?.run
}

/** How the platform says that a request ended, read without the library's own rules. */
function truthOf({ status, billingStatus }: RequestItem): string {
  if (status === 'CANCELLED') return 'cancelled'
  if (status === 'FAILED') return 'failed'
  if (status !== 'COMPLETED' || billingStatus === 'pending') return 'pending'
  return billingStatus === 'failed' ? 'failed' : 'succeeded'
}
