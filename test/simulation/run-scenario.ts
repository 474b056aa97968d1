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
/** In the back/forward cache, ms. */
const REST_MS = 20_000

const STORAGE_STATES = {
  'storage-full': 'full',
  'storage-blocked': 'blocked',
  'storage-works': 'works',
} as const

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
  /** Whose it is. */
  person: number
  /** Clicked in two tabs at the same moment. */
  isShared: boolean
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
  /** What a person asked for is not broken off when the page's components go. */
  readonly #cancelling = new Set<Promise<void>>()
  /** Storage lost nothing so far: then a reload may not, either. */
  #isStorageSound = true
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
    for (let at = 0; at < scenario.tabs; at++) this.#apps[at] = this.#open(at)
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
    this.#refetch()
    await this.#until(() => this.#runs.every((run) => this.#hasEnded(run)) && !this.#cancelling.size)
    this.#judge()
    await this.#close()
    Object.entries(this.#emulator.faultCounts()).forEach(([name, times]) => this.#count(name, times))
    return this.#report
  }

  #count(name: string, times = 1): void {
    const { happened } = this.#report
    happened[name] = (happened[name] ?? 0) + times
  }

  #personAt(tab: number): number {
    return tab % this.#scenario.people
  }

  #open(at: number): App {
    const tab = this.#browser.open()
    const { live } = this.#scenario
    const person = this.#personAt(at)
    return new App(tab, {
      fetch: networkOf(tab, this.#network),
      hosts: this.#emulator.hosts,
      live,
      userKey: `person-${person}`,
      onViolation: (text) => this.#report.violations.push(text),
      onTold: (key) => {
        const run = this.#runs.find((each) => each.key === key)
        if (!run) return
        run.told++
        if (run.person !== person) this.#report.violations.push(`${key}: was told to another person`)
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
    const at = plan.tab % this.#scenario.tabs
    const app = this.#apps[at]
    if (!app) return
    const run: Started = {
      key,
      plan,
      wasCutOff: false,
      told: 0,
      person: this.#personAt(at),
      isShared: false,
    }
    this.#runs.push(run)
    this.#touch(app)
    const submit = (to: App) =>
      void to
        .show(key, plan.isPersisted)
        .run.submit(plan.endpoint, { prompt: key, run: key }, {})
        .catch(() => {})
    this.#in(app, () => {
      submit(app)
      if (!plan.isDoubleClicked) return
      submit(app)
      this.#count('person:double-click')
    })
    const otherAt = (plan.shownIn ?? at) % this.#scenario.tabs
    const other = this.#apps[otherAt]
    if (!other || other === app || !plan.isPersisted) return
    const isOwn = this.#personAt(otherAt) === run.person
    this.#count(isOwn ? 'person:same-run-in-two-tabs' : 'person:same-name-as-another-person')
    this.#in(other, () => void other.show(key, true))
    // Two clicks in two tabs are two submits where the browser cannot tell them of each other.
    if (!plan.isClickedInBoth || !isOwn || this.#scenario.locks !== 'works') return
    run.isShared = true
    this.#count('person:click-in-two-tabs')
    this.#touch(other)
    this.#in(other, () => submit(other))
  }

  #cancel(key: string): void {
    const found = this.#viewOf(key)
    if (!found) return
    this.#touch(found.app)
    this.#in(found.app, () => {
      const id = found.view.run.store.getState().submitted?.requestId
      const cancelling = found.view.cancel().then(
        (outcome) => {
          this.#count(`cancel:${outcome ?? 'nothing-to-cancel'}`)
          const item = this.#emulator.requests().find((each) => each.id === id)
          if (outcome === 'cancelled' && item && item.status !== 'CANCELLED')
            this.#report.violations.push(`${key}: "cancelled" was told of a request that is ${item.status}`)
        },
        () => this.#count('cancel:error'),
      )
      this.#cancelling.add(cancelling)
      found.app.tab.atDeath.add(() => this.#cancelling.delete(cancelling))
      void cancelling.finally(() => this.#cancelling.delete(cancelling))
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
      case 'back-forward':
        // The page rests in the back/forward cache: its connections are dropped, its timers stand still.
        if (app) this.#rest(app)
        return
      case 'storage-full':
      case 'storage-blocked':
      case 'storage-works':
        this.#isStorageSound &&= kind === 'storage-works'
        this.#browser.storage.state = STORAGE_STATES[kind]
        return
      case 'storage-garbled':
        this.#isStorageSound = false
        return this.#browser.storage.garble()
      case 'sleep':
        for (const tab of this.#browser.living) tab.freeze()
        this.#clock.setTimeout(() => this.#browser.living.forEach((tab) => tab.thaw()), SLEEP_MS)
        return
      default:
        kind satisfies never
    }
  }

  #rest({ tab }: App): void {
    tab.freeze()
    tab.loseConnections()
    this.#clock.setTimeout(() => {
      tab.thaw()
      tab.run(() => tab.window.dispatchEvent(new Event('pageshow')))
    }, REST_MS)
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
    const app = (this.#apps[at] = this.#open(at))
    this.#in(app, () => {
      for (const { key, plan } of this.#runs) if (plan.isPersisted) app.show(key, true)
    })
  }

  /** Faults end, the network is back, and the person looks at every tab. */
  async #heal(): Promise<void> {
    this.#emulator.set({ faults: [] })
    this.#network.wart = 'none'
    this.#browser.setOnline(true)
    this.#browser.storage.state = 'works'
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

  /** Those of the person whose run it is. */
  #viewsOf(key: string): { app: App; view: View }[] {
    const owner = this.#runs.find((run) => run.key === key)?.person
    return this.#apps.flatMap((app, at) => {
      const view = app?.views.get(key)
      return app && view && this.#personAt(at) === owner ? [{ app, view }] : []
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

  #refetch(): void {
    for (const { key } of this.#runs)
      for (const { app, view } of this.#viewsOf(key))
        if (view.output() === undefined) this.#in(app, () => view.refetch())
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
    // Without storage the tabs of one person know nothing of each other: two clicks are two submits.
    const clicks = run.isShared && !this.#isStorageSound ? 2 : 1
    if (mine.length > clicks) {
      report.doubleBilled++
      report.violations.push(`${key} (${plan.endpoint}): ${mine.length} requests for one submit`)
    }
    const views = this.#viewsOf(key)
    const isTellable = this.#isStorageSound && this.#scenario.locks === 'works'
    this.#apps.forEach((app, at) => {
      const phase = this.#personAt(at) !== run.person && app?.views.get(key)?.run.store.getState().phase
      if (phase && phase !== 'idle') wrong(`is shown to another person, in phase ${phase}`)
    })
    if (plan.isPersisted && run.told > 1 && isTellable && !run.isShared)
      wrong(`its end was told ${run.told} times`)
    const isShown = views.some(({ view }) => view.run.store.getState().phase !== 'idle')
    const isKnown = views.some(({ view }) => view.run.store.getState().phase === 'submitted')
    if (run.told === 0 && isKnown && !run.wasCutOff) wrong('its end was never told')
    if (!plan.isPersisted && views.length === 0) return this.#end('forgotten-with-its-tab')
    for (const [index, { view }] of views.entries()) {
      const { phase, error, submitted } = view.run.store.getState()
      const item = mine.find(({ id }) => id === submitted?.requestId) ?? mine[0]
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
        const output = JSON.stringify(view.output() ?? null)
        if (outcome === 'succeeded' && output !== JSON.stringify(item?.output ?? null))
          wrong(`shows the output ${output}, platform ${JSON.stringify(item?.output)}`)
        if (live?.error && outcome !== 'failed') wrong(`shows an error beside ${outcome}`)
        end = outcome
      } else if (phase === 'error') {
        if (!error?.maybeSubmitted && item && !run.isShared)
          wrong(`says "not submitted" (${error?.message}), but it was`)
        end = error?.maybeSubmitted ? 'unknown' : 'refused'
      } else if (phase === 'idle' && !item && views.some((each) => each.view.run.store.getState().error)) {
        end = 'refused-in-another-tab'
      } else if (phase === 'idle' && !item && run.wasCutOff) {
        end = 'cut-off-before-anything'
      } else if (phase === 'idle' && !isTellable && isShown) {
        end = 'not-shown-in-other-tab'
      } else if (phase === 'idle' && run.wasCutOff && !this.#isStorageSound) {
        end = 'forgotten-by-storage'
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
