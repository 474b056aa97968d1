import type { Tab } from './tab.js'

interface Waiting {
  tab: Tab
  grant: () => void
}

/** Web Locks (exclusive ones) among the tabs of one browser. */
export class LockTable {
  readonly #queues = new Map<string, Waiting[]>()
  readonly #count: (name: string) => void

  constructor(count: (name: string) => void) {
    this.#count = count
  }

  /** Whether a tab has one of these locks. */
  has(tab: Tab, prefix: string): boolean {
    return [...this.#queues].some(([name, [first]]) => name.startsWith(prefix) && first?.tab === tab)
  }

  of(tab: Tab) {
    const request = (name: string, ...rest: unknown[]): Promise<unknown> => {
      // The callback comes last, the options before it where there are any.
      const callback = rest.at(-1) as (lock: unknown) => Promise<unknown>
      const { signal, ifAvailable } = (rest.length > 1 ? rest[0] : {}) as LockOptions
      if (this.#queues.get(name)?.[0]?.tab.isStuck) this.#count('lock:refused-by-stuck-tab')
      if (ifAvailable && this.#queues.get(name)?.length) {
        return new Promise((resolve, reject) => {
          setImmediate(() => tab.run(() => void Promise.resolve(null).then(callback).then(resolve, reject)))
        })
      }
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error)
        let isHeld = false
        const entry: Waiting = {
          tab,
          grant: () =>
            tab.run(() => {
              isHeld = true
              Promise.resolve({ name })
                .then((lock) => {
                  tab.onLock?.(name, 'before')
                  return tab.turn(lock)
                })
                .then((lock) => {
                  const held = callback(lock)
                  tab.onLock?.(name, 'after')
                  return held
                })
                .then(resolve, reject)
                .finally(() => this.#leave(name, entry))
            }),
        }
        signal?.addEventListener('abort', () => {
          if (isHeld) return
          this.#leave(name, entry)
          reject(signal.reason as Error)
        })
        tab.atDeath.add(() => this.#leave(name, entry))
        const queue = this.#queues.get(name) ?? []
        this.#queues.set(name, queue)
        queue.push(entry)
        if (queue.length === 1) setImmediate(entry.grant)
      })
    }
    return { request }
  }

  #leave(name: string, entry: Waiting): void {
    const queue = this.#queues.get(name) ?? []
    const at = queue.indexOf(entry)
    if (at < 0) return
    queue.splice(at, 1)
    const next = queue[0]
    if (at === 0 && next) setImmediate(next.grant)
  }
}
