import type { FakeClock } from '../support/fake-clock.js'
import type { Browser } from './browser.js'
import type { Tab } from './tab.js'

interface Entry {
  /** `null` once it was removed. */
  value: string | null
  /** Of two writes the later one stays, in every tab. */
  order: number
}

/**
 * localStorage: one for all tabs; a write in one is an event in the others. Each tab has a copy of its own, as browsers
 * keep one per process, and reads there a little later what another one wrote.
 */
export class SharedStorage {
  readonly #browser: Browser
  readonly #clock: FakeClock
  readonly #entries = new Map<string, Entry>()
  readonly #copies = new Map<Tab, Map<string, Entry>>()
  #order = 0
  /** What the browser lets the page do with it. */
  state: 'works' | 'full' | 'blocked' = 'works'
  /** How long a write takes to the other tabs. ms */
  spreadMs = 0

  constructor(browser: Browser, clock: FakeClock) {
    this.#browser = browser
    this.#clock = clock
  }

  /** A crash in the middle of a write, another program's bug: half of each entry is left. */
  garble(): void {
    for (const entries of [this.#entries, ...this.#copies.values()])
      for (const [key, { value, order }] of entries)
        entries.set(key, { value: value && value.slice(0, value.length / 2), order })
  }

  of(tab: Tab): Storage {
    const copy = new Map(this.#entries)
    this.#copies.set(tab, copy)
    tab.atDeath.add(() => this.#copies.delete(tab))
    const check = (isWrite = false) => {
      if (this.state === 'blocked') throw new DOMException('Storage is forbidden.', 'SecurityError')
      if (isWrite && this.state === 'full') throw new DOMException('Storage is full.', 'QuotaExceededError')
    }
    const write = (key: string, value: string | null) => {
      // What a dead tab would have written was never written.
      if (tab.isAlive) this.#write(tab, key, value)
    }
    const keys = () => [...copy].filter(([, { value }]) => value !== null).map(([key]) => key)
    return {
      get length() {
        return keys().length
      },
      key: (index) => keys()[index] ?? null,
      getItem(key) {
        check()
        return copy.get(key)?.value ?? null
      },
      setItem(key, value) {
        check(true)
        write(key, String(value))
      },
      removeItem(key) {
        check()
        write(key, null)
      },
      clear: () => keys().forEach((key) => write(key, null)),
    }
  }

  #write(from: Tab, key: string, value: string | null): void {
    const entry: Entry = { value, order: ++this.#order }
    this.#entries.set(key, entry)
    this.#copies.get(from)?.set(key, entry)
    const spread = () => {
      for (const [tab, copy] of this.#copies) {
        if (tab === from) continue
        if ((copy.get(key)?.order ?? 0) < entry.order) copy.set(key, entry)
        const event = Object.assign(new Event('storage'), { key, newValue: value })
        setImmediate(() => tab.run(() => tab.window.dispatchEvent(event)))
      }
    }
    if (this.spreadMs) this.#clock.setTimeout(spread, this.spreadMs)
    else spread()
  }
}
