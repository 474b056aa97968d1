import type { RouteName } from './route-name.js'
import type { StreamFault } from './stream-fault.js'

/**
 * Where the connection breaks. `before`: nothing was done. `during`: part of the request's body was read, nothing was done.
 * `after`: the work was done, the answer is lost. `answer`: the work was done, the head and half of the answer's body arrive.
 */
export type Cut = 'before' | 'during' | 'after' | 'answer'

/**
 * Something that goes wrong on a route. The first fault of the list that fits a call and still has `times` left is applied.
 *
 * @example
 * emulator.set({ faults: [{ route: 'submit', times: 1, cut: 'after' }] })
 * emulator.set({ faults: [{ route: '*', probability: 0.1, status: 503 }] })
 * emulator.set({ faults: [{ route: 'stream', stream: { dropAfterEvents: 2 } }] })
 */
export interface Fault {
  /** `*` fits every route. */
  route: RouteName | '*'
  /** How the fault is called in the log and in `faultCounts()`. @default derived from route and effect, e.g. "submit:cut-after" */
  name?: string
  /** Only calls whose endpoint or path equals the string (or contains it) or matches the pattern. */
  match?: string | RegExp
  /** How often it happens; then it is spent. @default without end */
  times?: number
  /** Spare the first n calls that fit. @default 0 */
  skip?: number
  /** 0–1, drawn from the emulator's seed. @default 1 */
  probability?: number
  /** Answer with this status instead of doing the work. Without `body` it is the platform's error envelope. */
  status?: number
  /** Body of the answer: a string goes out as it is (text/html unless `headers` say else), anything else as JSON. Without `status`: 200. */
  body?: unknown
  /** Headers added to the answer, also to a real one. `null` removes one (`{ etag: null }`). */
  headers?: Record<string, string | null>
  /** Wait before anything is done, ms of the emulator's clock. */
  delayMs?: number
  /** Wait after the work is done, before the answer goes out, ms of the emulator's clock. */
  answerDelayMs?: number
  /** Break the connection. */
  cut?: Cut
  /** Only on the route `stream`. */
  stream?: StreamFault
}
