import { Refusal } from '../refusal.js'

/** Calls of one user that may wait for others of the same user; each holds its body in memory. */
const MAX_WAITING = 2_000

/** Lets so many calls of one user go on at a time; the others wait in order. One user's burst never takes another's turn. */
export class Gate {
  readonly #max: number
  readonly #waiting = new Set<() => void>()
  #inside = 0

  constructor(max: number) {
    this.#max = max
  }

  get isIdle(): boolean {
    return this.#inside === 0
  }

  /** Resolves to what lets the next one in; call it exactly once. Rejects where `signal` aborts first. */
  async enter(signal?: AbortSignal): Promise<() => void> {
    if (this.#inside < this.#max) this.#inside += 1
    else await this.#wait(signal)
    return () => this.#leave()
  }

  #leave(): void {
    const [next] = this.#waiting
    if (!next) {
      this.#inside -= 1
      return
    }
    // The turn passes over: nobody who comes meanwhile may take it.
    this.#waiting.delete(next)
    next()
  }

  #wait(signal: AbortSignal | undefined): Promise<void> {
    if (this.#waiting.size >= MAX_WAITING)
      throw new Refusal(429, 'Too many calls of this user are waiting. Try again in a moment.', {
        'retry-after': '5',
      })
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(next)
        reject(new Refusal(CLIENT_CLOSED_STATUS, 'The browser left.'))
      }
      const next = () => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      if (signal?.aborted) return leave()
      signal?.addEventListener('abort', leave, { once: true })
      this.#waiting.add(next)
    })
  }
}

/** Never reaches a browser: it has left. The number is nginx's for the same thing. */
export const CLIENT_CLOSED_STATUS = 499
