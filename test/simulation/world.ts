import type { Emulator } from '../../src/emulator/emulator.js'
import { createEmulator } from '../../src/emulator/index.js'
import { FakeClock, settle } from '../support/fake-clock.js'
import { App, placeOf, type Shown, type View } from './app.js'
import { Browser } from './browser.js'
import { laggingReplica, type ReplicaOptions } from './lagging-replica.js'
import { networkOf, storageNetworkOf, type NetworkOptions } from './network.js'
import { emptyReport, type Report } from './report.js'
import type { Scenario } from './scenario.js'
import { fakeXhr } from './fake-xhr.js'
import { installServerTime } from './server-time.js'
import { createServer } from './server.js'
import type { StartedRun } from './started-run.js'
import type { Tab } from './tab.js'

/** After the world healed, everything must have come to its end within this, ms. */
const HEALED_MS = 15 * 60_000

const END_PHASES = ['succeeded', 'failed', 'cancelled']

/** The platform, the network, one browser with the app in its tabs, and what was seen of all runs. */
export class World {
  readonly scenario: Scenario
  readonly clock: FakeClock
  readonly browser: Browser
  readonly emulator: Emulator
  readonly report: Report = emptyReport()
  readonly runs: StartedRun[] = []
  /** The app in each of the person's tabs; a reload puts another in its place. */
  readonly apps: (App | undefined)[] = []
  /** Storage lost nothing so far: then a reload may not, either. */
  isStorageSound = true
  /** A tab stopped while it had its turn to submit. */
  wasTurnStuck = false
  /** So much the clock was set by until now, ms: what is measured over a reload may be off by it. */
  clockSteppedMs = 0
  readonly #network: NetworkOptions
  readonly #replica: ReplicaOptions
  readonly #uninstalls: (() => void)[]

  constructor(scenario: Scenario) {
    const {
      seed,
      latencyMs,
      billing,
      faults,
      locks,
      server,
      repeatChance,
      wart,
      wartChance,
      storageSpreadMs,
      storage,
      clockOffMs,
      lagMs,
    } = scenario
    const count = (name: string) => this.count(name)
    this.scenario = scenario
    this.clock = new FakeClock({ seed })
    this.browser = new Browser(this.clock, locks, count)
    this.browser.storage.spreadMs = storageSpreadMs
    this.browser.storage.state = storage
    this.isStorageSound = storage === 'works'
    if (!this.isStorageSound) count(`machine:storage-${storage}-from-start`)
    this.browser.clockOffMs = clockOffMs
    if (clockOffMs) count('machine:clock-off')
    this.emulator = createEmulator({ clock: this.clock, seed, latencyMs })
    this.emulator.set({ ...billing, faults })
    this.#replica = { emulator: this.emulator, clock: this.clock, lagMs, count }
    this.#network = {
      emulator: this.emulator,
      browser: this.browser,
      clock: this.clock,
      server: createServer(server, this.emulator, count, laggingReplica(this.#replica)),
      repeatChance,
      wart,
      wartChance,
      count,
    }
    this.#uninstalls = [this.browser.install(), installServerTime(this.clock)]
    for (let at = 0; at < scenario.tabs; at++) this.apps[at] = this.#open(at)
  }

  end(): void {
    for (const tab of this.browser.living) tab.kill()
    this.emulator.dispose()
    for (const uninstall of this.#uninstalls) uninstall()
  }

  count(name: string, times = 1): void {
    const { happened } = this.report
    happened[name] = (happened[name] ?? 0) + times
  }

  violate(text: string): void {
    this.report.violations.push(text)
  }

  personAt(tab: number): number {
    return tab % this.scenario.people
  }

  /** The views of a run in the tabs of the person whose it is. Nobody sees what a hung tab shows. */
  viewsOf(run: StartedRun): { app: App; view: View }[] {
    return this.apps.flatMap((app, at) => {
      const view = app?.tab.isHung ? undefined : app?.views.get(placeOf(run))
      return app && view && this.personAt(at) === run.person ? [{ app, view }] : []
    })
  }

  stepClock(ms: number): void {
    this.browser.clockOffMs += ms
    this.clockSteppedMs += Math.abs(ms)
  }

  /** A tab's code never runs again; what it has of the browser's it keeps. */
  hang(tab: Tab): void {
    tab.isHung = true
    const app = this.apps.find((each) => each?.tab === tab)
    if (app) this.#cutOff(app)
  }

  kill(at: number): void {
    const app = this.apps[at]
    if (!app) return
    for (const { phase, requestId } of this.#cutOff(app)) {
      const isEnded = requestId !== undefined && END_PHASES.includes(phase)
      this.count(`reload-while:${isEnded ? 'ended' : phase}`)
    }
    app.tab.kill()
    this.apps[at] = undefined
  }

  reopen(at: number): void {
    const app = (this.apps[at] = this.#open(at))
    app.tab.run(() => {
      for (const run of this.runs) if (run.plan.isPersisted) app.show(run, true)
    })
  }

  /** Faults end, the network is back, and the person looks at every tab. */
  async heal(): Promise<void> {
    this.emulator.set({ faults: [] })
    this.#network.wart = 'none'
    this.#replica.lagMs = 0
    this.browser.setOnline(true)
    this.browser.storage.state = this.scenario.storage
    for (const tab of this.browser.living) {
      tab.onLock = undefined
      tab.thaw()
      tab.setHidden(false)
    }
    for (let at = 0; at < this.scenario.tabs; at++) if (!this.apps[at]) this.reopen(at)
    await settle()
  }

  async until(isDone: () => boolean): Promise<void> {
    const end = this.clock.now() + HEALED_MS
    do await this.clock.advance(1_000)
    while (!isDone() && this.clock.now() < end)
  }

  haveAllEnded(): boolean {
    return this.runs.every((run) => this.#hasEnded(run))
  }

  /** Every app goes, and leaves nothing behind. */
  async close(): Promise<void> {
    for (const app of this.apps) app?.tab.run(() => app.close())
    // Nothing of what hangs is closed, until the browser ends it.
    for (const tab of this.browser.living) if (tab.isHung) tab.kill()
    await this.clock.advance(1_000)
    for (const { timers } of this.browser.living)
      if (timers) this.violate(`${timers} timers left after close`)
    const { open } = this.emulator.streams()
    if (open) this.violate(`${open} streams left after close`)
    Object.entries(this.emulator.faultCounts()).forEach(([name, times]) => this.count(name, times))
  }

  #cutOff(app: App) {
    return this.runs.flatMap((run) => {
      const view = app.views.get(placeOf(run))
      run.wasCutOff ||= view !== undefined || run.app === app
      if (!view) return []
      return [view.run.store.getState()]
    })
  }

  #hasEnded(run: StartedRun): boolean {
    if (run.isBehind) return run.told > 0 || run.isUnknown || run.wasCutOff
    return this.viewsOf(run).every(({ view }) => {
      const { phase } = view.run.store.getState()
      return phase === 'idle' || END_PHASES.includes(phase)
    })
  }

  /** Whose end it is: by its request, or the newest that is shown there. */
  #runOf(shown: Shown, requestId: string | undefined): StartedRun | undefined {
    const { input } = this.emulator.requests().find(({ id }) => id === requestId) ?? {}
    const key = (input as { run?: unknown } | undefined)?.run
    if (key !== undefined) return this.runs.find((run) => run.key === key)
    return this.runs.findLast((run) => placeOf(run) === placeOf(shown))
  }

  #open(at: number): App {
    const tab = this.browser.open()
    const person = this.personAt(at)
    tab.XMLHttpRequest = fakeXhr(storageNetworkOf(tab, this.#network))
    return new App(tab, {
      fetch: networkOf(tab, `person-${person}`, this.#network),
      hosts: this.emulator.hosts,
      live: this.scenario.live,
      userKey: `person-${person}`,
      onViolation: (text) => this.violate(text),
      onTold: (shown, requestId) => {
        const run = this.#runOf(shown, requestId)
        if (!run) return
        run.told++
        if (run.person === person && placeOf(run) === placeOf(shown)) return
        this.report.mixedUp++
        this.violate(`${run.key}: its end was told to ${placeOf(shown)} of person ${person}`)
      },
    })
  }
}
