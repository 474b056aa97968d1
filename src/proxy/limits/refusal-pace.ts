import { Refusal } from '../refusal.js'
import { CLIENT_CLOSED_STATUS } from '../upstream/gate.js'

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
