import type { ClientConfig } from '../config.js'
import { isModelRunnerError } from '../errors/model-runner-error.js'
import { warnOnce } from '../errors/warn-once.js'
import { wait, backoff } from '../../shared/retry.js'
import { childAbort } from '../../shared/abort.js'
import type { Transport } from '../transport/transport.js'
import {
  type Instant,
  instant,
  type DownReason,
  type StreamSink,
  type StreamSource,
} from './stream-source.js'
import { readEventStream } from './read-event-stream.js'

/** An attempt this young is as good as another one: all tabs of a browser hear at once that the network is back, ms. */
const YOUNG_MS = 1_000

/** A stream that has given nothing by then may never do, ms. */
export const QUIET_MS = 2_000

const SILENT = 'nothing came for 10 s, as through a proxy that buffers. See docs/proxy.md'

/** This tab's own event stream: opened, watched, reopened with backoff and full jitter until it is stopped. The waits are decided in `afterEnd`. */
export function createOwnSource(config: ClientConfig, transport: Transport, sink: StreamSink): StreamSource {
  const { clock } = config
  let running: AbortController | undefined
  let attempt: AbortController | undefined
  let aliveAt: Instant | undefined
  let openedAt = -Infinity
  let attempts: Attempts = NO_ATTEMPTS

  async function pause(reason: DownReason, ms: number, signal: AbortSignal) {
    const current = (attempt = childAbort(signal))
    sink.onDown({ reason, retryAt: clock.now() + ms, failures: attempts.failures })
    await wait(ms, clock, current.signal)
    current.abort()
  }

  async function run(signal: AbortSignal) {
    const heldBack = heldBackMs(attempts, clock.monotonic())
    if (heldBack) await pause('unusable', heldBack, signal)
    while (!signal.aborted) {
      const current = (attempt = childAbort(signal))
      let reason: DownReason = 'broken'
      let askedToWaitMs = 0
      let firstEventAt: number | undefined
      openedAt = clock.monotonic()
      sink.onConnecting()
      try {
        const end = await readEventStream({
          open: (streamSignal) =>
            transport.open({ host: 'queue', path: '/requests/stream', signal: streamSignal }),
          clock,
          signal: current.signal,
          onAlive() {
            aliveAt = instant(clock)
            sink.onAlive?.()
          },
          onEvent(event) {
            if (current.signal.aborted) return
            firstEventAt ??= clock.monotonic()
            if (attempts.unusable) attempts = { ...attempts, unusable: 0 }
            if (event.type === 'snapshot') sink.onSnapshot(event.requests)
            else sink.onUpdate(event.request)
          },
        })
        if (end === 'silent') reason = refused(SILENT)
      } catch (error) {
        if (isModelRunnerError(error)) {
          askedToWaitMs = error.retryAfterMs ?? 0
          // What a network failure or an overloaded server refuses now, it may grant in a moment.
          if (!error.retryable && error.kind !== 'aborted') reason = refused(error.message)
        }
      }
      // Stopped, and perhaps started again since.
      if (signal.aborted) return
      aliveAt = undefined
      // retry() cut this attempt off: no failure, and no wait.
      if (current.signal.aborted) {
        attempts = NO_ATTEMPTS
        continue
      }
      current.abort()
      const now = clock.monotonic()
      const steadyMs = firstEventAt === undefined ? undefined : now - firstEventAt
      const world = { retry: config.retry, now, random: clock.random() }
      attempts = afterEnd(attempts, { reason, steadyMs, askedToWaitMs }, world)
      openedAt = -Infinity
      await pause(reason, attempts.notBefore - now, signal)
    }
  }

  return {
    start() {
      if (running) return
      running = new AbortController()
      attempts = { ...attempts, failures: 0 }
      void run(running.signal)
    },
    stop() {
      const openMs = clock.monotonic() - openedAt
      // Left without a byte: the next run polls at once.
      if (running && aliveAt === undefined && openMs >= QUIET_MS && openMs < Infinity)
        attempts = afterSilentClose(attempts, clock.monotonic())
      running?.abort()
      running = undefined
      aliveAt = undefined
    },
    retry() {
      if (!running || clock.monotonic() - openedAt < YOUNG_MS) return
      attempt?.abort()
      sink.onConnecting()
    },
    get aliveAt() {
      return aliveAt
    },
  }
}

/** Polling takes over, later and at more cost: without a word the developer would not notice. */
function refused(why: string): DownReason {
  // Spelt out, so that bundlers drop the warning.
  if (process.env.NODE_ENV !== 'production')
    warnOnce(`the event stream cannot be used and is tried again later: ${why}`)
  return 'unusable'
}

/** A stream that something in between swallows is tried again after this, doubling up to the second, ms. */
const UNUSABLE_RETRY_MS = 30_000
const UNUSABLE_RETRY_MAX_MS = 5 * 60_000

/** A stream that ends sooner after its first event counts as one more failure in a row, ms. */
const STEADY_MS = 5_000

/** How the attempts to open the stream went, and from when on the next one may be made. */
export interface Attempts {
  /** That broke, in a row, without a steady stream between them. */
  readonly failures: number
  /** That could not be used, in a row. Holds for the session: a stream that gives nothing is not opened again for each run. */
  readonly unusable: number
  /** By the monotonic clock, ms. */
  readonly notBefore: number
}

export const NO_ATTEMPTS: Attempts = { failures: 0, unusable: 0, notBefore: -Infinity }

interface AttemptEnd {
  reason: DownReason
  /** From its first event to its end, ms. Undefined: it gave none. */
  steadyMs: number | undefined
  /** What the server asked for (`Retry-After`), ms. */
  askedToWaitMs: number
}

interface AttemptWorld {
  retry: { baseMs: number; maxMs: number }
  /** By the monotonic clock, ms. */
  now: number
  /** 0 ≤ x < 1 */
  random: number
}

/** The only place where a wait before the next attempt is decided. */
export function afterEnd(before: Attempts, end: AttemptEnd, { retry, now, random }: AttemptWorld): Attempts {
  const isUnusable = end.reason === 'unusable'
  const inARow = (end.steadyMs ?? 0) >= STEADY_MS ? 0 : before.failures
  const failures = isUnusable ? inARow : inARow + 1
  const ms = isUnusable ? unusableMs(before.unusable) * (0.75 + random / 4) : backoff(failures, retry, random)
  return {
    failures,
    unusable: before.unusable + (isUnusable ? 1 : 0),
    notBefore: now + Math.max(ms, end.askedToWaitMs),
  }
}

/** It was closed by this side before it gave a byte: nobody waits for it again at once. */
export function afterSilentClose(before: Attempts, now: number): Attempts {
  return { ...before, unusable: before.unusable + 1, notBefore: now + unusableMs(before.unusable) }
}

function unusableMs(unusable: number): number {
  return Math.min(UNUSABLE_RETRY_MAX_MS, UNUSABLE_RETRY_MS * 2 ** unusable)
}

/** How long a stream that is wanted now has to wait for what was learnt before, ms. */
export function heldBackMs({ unusable, notBefore }: Attempts, now: number): number {
  return unusable ? Math.max(0, notBefore - now) : 0
}
