import type { Browser } from './browser.js'
import type { Tab } from './tab.js'

/** localStorage: one for all tabs; a write in one is an event in the others. */
export class SharedStorage {
  readonly #browser: Browser
  readonly #items = new Map<string, string>()

  constructor(browser: Browser) {
    this.#browser = browser
  }

  of(tab: Tab): Storage {
    const items = this.#items
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
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => write(key, String(value)),
      removeItem: (key) => write(key, null),
      clear: () => items.clear(),
    }
  }
}
