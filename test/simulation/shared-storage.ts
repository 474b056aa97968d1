import type { Browser } from './browser.js'
import type { Tab } from './tab.js'

/** localStorage: one for all tabs; a write in one is an event in the others. */
export class SharedStorage {
  readonly #browser: Browser
  readonly #items = new Map<string, string>()
  /** What the browser lets the page do with it. */
  state: 'works' | 'full' | 'blocked' = 'works'

  constructor(browser: Browser) {
    this.#browser = browser
  }

  /** A crash in the middle of a write, another program's bug: half of each entry is left. */
  garble(): void {
    for (const [key, value] of this.#items) this.#items.set(key, value.slice(0, value.length / 2))
  }

  of(tab: Tab): Storage {
    const items = this.#items
    const check = (isWrite = false) => {
      if (this.state === 'blocked') throw new DOMException('Storage is forbidden.', 'SecurityError')
      if (isWrite && this.state === 'full') throw new DOMException('Storage is full.', 'QuotaExceededError')
    }
    const write = (key: string, newValue: string | null) => {
      // What a dead tab would have written was never written.
      if (!tab.isAlive) return
      if (newValue === null) items.delete(key)
      else items.set(key, newValue)
      for (const other of this.#browser.living) {
        if (other === tab) continue
        const event = Object.assign(new Event('storage'), { key, newValue })
        setImmediate(() => other.run(() => other.window.dispatchEvent(event)))
      }
    }
    return {
      get length() {
        return items.size
      },
      key: (index) => [...items.keys()][index] ?? null,
      getItem(key) {
        check()
        return items.get(key) ?? null
      },
      setItem(key, value) {
        check(true)
        write(key, String(value))
      },
      removeItem(key) {
        check()
        write(key, null)
      },
      clear: () => items.clear(),
    }
  }
}
