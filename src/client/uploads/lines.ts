import type { Time } from '../environment.js'

/** A connection over which nothing moved for so long is dead, unless a buffer on the way explains it, ms. */
export const STALL_MS = 30_000

/** A connection that carried bytes is given up after this time, also while others to its host move or a buffer may still be full, ms. */
export const MAX_OWN_SILENCE_MS = 2 * 60_000

/** A request that waits for its turn behind the browser's connections is given up after this time, ms. */
export const MAX_QUEUED_MS = 10 * 60_000

/** The shortest time for the answer once all bytes were handed over, ms. */
export const MIN_ANSWER_MS = 2 * 60_000

/** The slowest line that is waited for while its speed is unknown, bytes per ms (10 kB/s). */
const SLOWEST = 10

/** How much longer than at the learned speed an answer may take. */
const SLACK = 4

/** Each stall multiplies the time for the next answer by this. */
const PATIENCE = 3

/**
 * What is known of the way to one host. Browsers hand bytes over long before they arrive: antivirus, VPN, company
 * proxies and kernel buffers take megabytes at once. So the speed counts from the start to the answer.
 */
export interface Line {
  /** Something moved on one of the connections to this host, or was answered. */
  moved(): void
  /** When that was the last time, ms. */
  movedAt(): number
  /** The host answered a request with so many bytes, which took `ms` in all. */
  answered(bytes: number, ms: number): void
  /** A connection stood still: what was learned may no longer be true. */
  stalled(): void
  /**
   * How long a connection may stand still that took up to `burst` bytes at a time, ms: buffers of the kernel and of local
   * proxies take megabytes at once, and the next ones only when those are sent. `ownSpeed`: of this connection, bytes per ms.
   */
  silenceMs(burst: number, ownSpeed: number | undefined, stalls: number): number
  /** How long the answer to so many bytes may take after they were handed over, ms. */
  answerMs(bytes: number, stalls: number): number
}

export function createLine(clock: Time): Line {
  let last = -Infinity
  let speed: number | undefined
  return {
    moved() {
      last = clock.monotonic()
    },
    movedAt: () => last,
    answered(bytes, ms) {
      const now = bytes / Math.max(ms, 1)
      speed = speed === undefined ? now : (speed + now) / 2
    },
    stalled() {
      speed = undefined
    },
    silenceMs(burst, ownSpeed, stalls) {
      const ms = Math.min(burst / slowestOf(ownSpeed ?? speed), MAX_OWN_SILENCE_MS)
      return Math.max(STALL_MS, ms * PATIENCE ** stalls)
    },
    answerMs: (bytes, stalls) => Math.max(MIN_ANSWER_MS, bytes / slowestOf(speed)) * PATIENCE ** stalls,
  }
}

function slowestOf(speed: number | undefined): number {
  return speed === undefined ? SLOWEST : speed / SLACK
}

/** The line to each host that was used. */
export function createLines(clock: Time): (url: string) => Line {
  const lines = new Map<string, Line>()
  return (url) => {
    const { origin } = new URL(url)
    const line = lines.get(origin) ?? createLine(clock)
    lines.set(origin, line)
    return line
  }
}
