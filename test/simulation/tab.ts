import type { FakeClock } from '../support/fake-clock.js'
import type { Clock } from '../../src/protocol/clock.js'
import type { Browser } from './browser.js'

/**
 * One tab of the simulated browser: its own timers, page events, network and life. A killed tab (closed, crashed,
 * reloaded) stops in the middle of whatever it did: its timers, answers and writes never happen.
 */
export class Tab {
  isAlive = true
  isHidden = false
  /** Its code never runs again, but the browser does not know: what it holds it keeps. */
  isHung = false
  /** Called when it is given a lock, before its code is told and after. */
  onLock?: ((name: string, when: 'before' | 'after') => void) | undefined
  readonly window = new EventTarget()
  readonly document: EventTarget & { visibilityState: string }
  readonly navigator: { onLine: boolean; locks?: unknown }
  readonly clock: Clock
  readonly storage: Storage
  /** Where the tab's app sends files. */
  XMLHttpRequest?: unknown
  /** Everything it has open, to be dropped when it dies. */
  readonly atDeath = new Set<() => void>()
  /** Connections under way, to be cut. */
  readonly connections = new Set<() => void>()
  readonly #browser: Browser
  readonly #timers = new Set<unknown>()
  #frozen: (() => void)[] | undefined

  constructor(browser: Browser, clock: FakeClock) {
    this.#browser = browser
    const isHidden = () => this.isHidden
    this.document = Object.defineProperty(new EventTarget(), 'visibilityState', {
      get: () => (isHidden() ? 'hidden' : 'visible'),
    }) as Tab['document']
    this.navigator = {
      get onLine() {
        return browser.saysOnline
      },
      locks: browser.lockManager(this),
    }
    this.storage = browser.storage.of(this)
    this.clock = {
      now: () => clock.now() + browser.clockOffMs,
      monotonic: clock.monotonic,
      random: clock.random,
      setTimeout: (callback, ms) => {
        if (!this.isAlive) return undefined
        // Off the list when it runs: one that fell due while frozen can still be called off.
        const handle = clock.setTimeout(() => this.run(() => this.#timers.delete(handle) && callback()), ms)
        this.#timers.add(handle)
        return handle
      },
      clearTimeout: (handle) => {
        this.#timers.delete(handle)
        clock.clearTimeout(handle)
      },
    }
  }

  /** Timers that wait. */
  get timers(): number {
    return this.#timers.size
  }

  /** Runs code as this tab's; while frozen, later. */
  run(work: () => void): void {
    if (!this.isAlive) return
    if (this.#frozen) this.#frozen.push(work)
    else this.#browser.context.run(this, work)
  }

  /** Resolves as soon as the tab's code may go on; never in a dead tab. */
  turn<T>(value: T): Promise<T> {
    return new Promise((resolve) => this.run(() => resolve(value)))
  }

  freeze(): void {
    this.#frozen ??= []
  }

  get isStuck(): boolean {
    return this.#frozen !== undefined
  }

  thaw(): void {
    if (this.isHung) return
    const missed = this.#frozen ?? []
    this.#frozen = undefined
    for (const work of missed) this.run(work)
  }

  /** All that is on its way breaks off, as when the page goes to the back/forward cache. */
  loseConnections(): void {
    for (const lose of [...this.connections]) lose()
  }

  setHidden(isHidden: boolean): void {
    this.isHidden = isHidden
    this.run(() => this.document.dispatchEvent(new Event('visibilitychange')))
  }

  kill(): void {
    this.isAlive = false
    for (const end of this.atDeath) end()
    this.atDeath.clear()
  }
}
