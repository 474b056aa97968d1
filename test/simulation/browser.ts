import { AsyncLocalStorage } from 'node:async_hooks'
import type { FakeClock } from '../support/fake-clock.js'
import { LockTable } from './lock-table.js'
import { SharedStorage } from './shared-storage.js'
import { Tab } from './tab.js'

export type LockSupport = 'works' | 'missing' | 'throws'

/** Which tab's code runs. One for all: Node asks each that was ever used whenever a promise is made. */
const runningTab = new AsyncLocalStorage<Tab>()

/** A browser with tabs that share storage, locks and channels, all in this process. */
export class Browser {
  readonly context = runningTab
  readonly storage: SharedStorage
  readonly tabs: Tab[] = []
  readonly channels = new Set<FakeChannel>()
  isOnline = true
  /** What `navigator.onLine` says. */
  saysOnline = true
  /** By so much the machine's clock is ahead, ms. */
  clockOffMs = 0
  /** Called when the network goes. */
  readonly onLoss = new Set<() => void>()
  readonly #clock: FakeClock
  readonly locks: LockTable
  readonly #support: LockSupport

  constructor(clock: FakeClock, support: LockSupport = 'works', count: (name: string) => void = () => {}) {
    this.#clock = clock
    this.#support = support
    this.locks = new LockTable(count)
    this.storage = new SharedStorage(this, clock)
  }

  open(): Tab {
    const tab = new Tab(this, this.#clock)
    this.tabs.push(tab)
    return tab
  }

  get living(): Tab[] {
    return this.tabs.filter(({ isAlive }) => isAlive)
  }

  setOnline(isOnline: boolean): void {
    this.setNetwork(isOnline)
    this.say(isOnline)
  }

  /** The network goes or comes, and the browser does not notice. */
  setNetwork(isThere: boolean): void {
    this.isOnline = isThere
    if (!isThere) for (const lose of [...this.onLoss]) lose()
  }

  /** The browser says that there is a network, or that there is none. */
  say(isOnline: boolean): void {
    this.saysOnline = isOnline
    for (const tab of this.living)
      tab.run(() => tab.window.dispatchEvent(new Event(isOnline ? 'online' : 'offline')))
  }

  lockManager(tab: Tab): unknown {
    if (this.#support === 'missing') return undefined
    if (this.#support === 'throws') {
      return { request: () => Promise.reject(new DOMException('Locks are forbidden.', 'SecurityError')) }
    }
    return this.locks.of(tab)
  }

  /** Makes `window`, `document`, `navigator` and what hangs on them those of the tab whose code runs. Returns the way back. */
  install(): () => void {
    const { context, channels } = this
    const before = new Map<string, PropertyDescriptor | undefined>()
    const define = (name: string, get: (tab: Tab) => unknown) => {
      before.set(name, Object.getOwnPropertyDescriptor(globalThis, name))
      Object.defineProperty(globalThis, name, {
        configurable: true,
        get() {
          const tab = context.getStore()
          return tab && get(tab)
        },
      })
    }
    const hasChannel = this.#support === 'works'
    define('window', (tab) => tab.window)
    define('document', (tab) => tab.document)
    define('navigator', (tab) => tab.navigator)
    define('addEventListener', ({ window }) => window.addEventListener.bind(window))
    define('removeEventListener', ({ window }) => window.removeEventListener.bind(window))
    define('XMLHttpRequest', (tab) => tab.XMLHttpRequest)
    define('BroadcastChannel', (tab) =>
      hasChannel
        ? class {
            constructor(name: string) {
              return new FakeChannel(name, tab, channels)
            }
          }
        : undefined,
    )
    return () => {
      for (const [name, descriptor] of before) {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor)
        else Reflect.deleteProperty(globalThis, name)
      }
    }
  }
}

/** BroadcastChannel among the tabs of one browser. */
export class FakeChannel {
  onmessage: ((event: { data: unknown }) => void) | null = null
  readonly name: string
  readonly #tab: Tab
  readonly #all: Set<FakeChannel>

  constructor(name: string, tab: Tab, all: Set<FakeChannel>) {
    this.name = name
    this.#tab = tab
    this.#all = all
    all.add(this)
    tab.atDeath.add(() => this.close())
  }

  postMessage(message: unknown): void {
    if (!this.#all.has(this)) throw new DOMException('The channel is closed.', 'InvalidStateError')
    const data: unknown = structuredClone(message)
    for (const other of this.#all) {
      if (other === this || other.name !== this.name) continue
      setImmediate(() => other.#tab.run(() => this.#all.has(other) && other.onmessage?.({ data })))
    }
  }

  close(): void {
    this.#all.delete(this)
  }
}
