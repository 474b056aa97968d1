import { sleep } from '../../shared/retry.js'
import { StoreAway, type GuardedStore } from './guarded-store.js'

/** Tries against other processes that write the same document at the same time. */
const MAX_TRIES = 30
/** Longest wait between two tries, ms: full jitter. */
const MAX_WAIT_MS = 25

/** Gives the next value, or undefined where nothing changes. Pure: it may be called again with a newer value. */
export type Change<T, R> = (value: T | undefined) => { next: T | undefined; result: R }

interface Job<T> {
  change: Change<T, unknown>
  resolve(result: unknown): void
  reject(error: unknown): void
}

/**
 * JSON documents that several processes change. Within a process the changes of one document wait for each other and
 * are written together, so a thousand parallel calls cost a few writes; between processes the store's compare-and-set
 * decides.
 */
export class SharedDocuments<T> {
  readonly #store: GuardedStore
  readonly #ttlMs: number
  readonly #jobs = new Map<string, Job<T>[]>()

  constructor(store: GuardedStore, ttlMs: number) {
    this.#store = store
    this.#ttlMs = ttlMs
  }

  /** @throws StoreAway where the document could not be read or written */
  change<R>(key: string, change: Change<T, R>): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      const job: Job<T> = { change, resolve: (result) => resolve(result as R), reject } // the result is this change's own
      const waiting = this.#jobs.get(key)
      if (waiting) {
        waiting.push(job)
        return
      }
      this.#jobs.set(key, [job])
      void this.#work(key)
    })
  }

  async #work(key: string): Promise<void> {
    for (;;) {
      const jobs = this.#jobs.get(key) ?? []
      if (jobs.length === 0) {
        this.#jobs.delete(key)
        return
      }
      this.#jobs.set(key, [])
      try {
        const results = await this.#apply(key, jobs)
        jobs.forEach((job, index) => job.resolve(results[index]))
      } catch (error) {
        jobs.forEach((job) => job.reject(error))
      }
    }
  }

  async #apply(key: string, jobs: readonly Job<T>[]): Promise<unknown[]> {
    for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
      const text = await this.#store.get(key)
      let value = text === undefined ? undefined : (JSON.parse(text) as T) // only this class writes it
      const results = jobs.map(({ change }) => {
        const { next, result } = change(value)
        if (next !== undefined) value = next
        return result
      })
      const written = value === undefined ? undefined : JSON.stringify(value)
      if (written === undefined || written === text) return results
      const isWritten =
        text === undefined
          ? await this.#store.setIfAbsent(key, written, this.#ttlMs)
          : await this.#store.replace(key, text, written, this.#ttlMs)
      if (isWritten) return results
      await sleep(Math.random() * MAX_WAIT_MS)
    }
    throw new StoreAway('Too many processes write the same document.')
  }
}
