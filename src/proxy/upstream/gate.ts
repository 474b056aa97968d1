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

/** Above its limit a user is answered this often, ms; a page that tries again is not slowed, one that calls without pause is. */
const SPACING_MS = 250
/** So much of it may come at once, ms: ten calls, as of one page. */
const BURST_MS = 2_500
/** A refusal comes no later than this, ms. */
const MAX_WAIT_MS = 10_000

/**
 * Slows the refusals of one user who calls without pause: answered at once, each would be followed by the next, and refusing would take
 * the time that the process has for everybody.
 */
export class RefusalPace {
  #next = 0

  /** Resolves when the next refusal may be sent. @throws Refusal where the browser leaves first */
  async wait(signal: AbortSignal): Promise<void> {
    const now = performance.now()
    const slot = Math.min(Math.max(this.#next, now), now + BURST_MS + MAX_WAIT_MS)
    this.#next = slot + SPACING_MS
    const ms = slot - now - BURST_MS
    if (ms <= 0) return
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer)
        reject(new Refusal(CLIENT_CLOSED_STATUS, 'The browser left.'))
      }
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', leave)
        resolve()
      }, ms)
      signal.addEventListener('abort', leave, { once: true })
      if (signal.aborted) leave()
    })
  }
}
