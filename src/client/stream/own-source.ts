import type { ClientConfig } from '../config.js'
import { isModelRunnerError } from '../errors/is-model-runner-error.js'
import { warnOnce } from '../errors/warn-once.js'
import { backoff, wait } from '../../shared/retry.js'
import { childAbort } from '../../shared/abort.js'
import type { Transport } from '../transport/transport.js'
import { type Instant, instant } from './instant.js'
import { readEventStream } from './read-event-stream.js'
import type { DownReason, StreamSink, StreamSource } from './stream-source.js'

/** A stream that something in between swallows is tried again after this, doubling up to the second, ms. */
const UNUSABLE_RETRY_MS = 30_000
const UNUSABLE_RETRY_MAX_MS = 5 * 60_000

/** A stream that breaks sooner after its first event counts as one more failure in a row, ms. */
const STEADY_MS = 5_000

/** An attempt this young is as good as another one: all tabs of a browser hear at once that the network is back, ms. */
const YOUNG_MS = 1_000

/** A stream that has given nothing by then may never do, ms. */
export const QUIET_MS = 2_000

const SILENT = 'nothing came for 10 s, as through a proxy that buffers. See docs/proxy.md'

/** This tab's own event stream: opened, watched, reopened with backoff and full jitter until it is stopped. */
export function createOwnSource(config: ClientConfig, transport: Transport, sink: StreamSink): StreamSource {
  const { clock } = config
  let running: AbortController | undefined
  let attempt: AbortController | undefined
  let aliveAt: Instant | undefined
  let openedAt = -Infinity
  /** How many streams in a row could not be used, and when the next one is due by the monotonic clock. */
  let unusable = 0
  let notBefore = 0

  async function run(signal: AbortSignal) {
    let failures = 0
    // What was learnt of this network holds for the session: a stream that gives nothing is not opened again for each run.
    if (unusable && notBefore > clock.monotonic()) {
      const ms = notBefore - clock.monotonic()
      attempt = childAbort(signal)
      sink.onDown('unusable', clock.now() + ms)
      await wait(ms, clock, attempt.signal)
    }
    while (!signal.aborted) {
      const current = (attempt = childAbort(signal))
      let reason: DownReason = 'broken'
      let askedToWaitMs = 0
      let spokeAt = Infinity
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
            spokeAt = Math.min(spokeAt, clock.monotonic())
            unusable = 0
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
      if (clock.monotonic() - spokeAt >= STEADY_MS) failures = 0
      // retry() cut this attempt off: no failure, and no wait.
      if (current.signal.aborted) {
        failures = unusable = 0
        continue
      }
      current.abort()
      const own =
        reason === 'unusable'
          ? Math.min(UNUSABLE_RETRY_MAX_MS, UNUSABLE_RETRY_MS * 2 ** unusable++) * (0.75 + clock.random() / 4)
          : backoff(++failures, config.retry, clock.random())
      const ms = Math.max(own, askedToWaitMs)
      attempt = childAbort(signal)
      notBefore = clock.monotonic() + ms
      openedAt = -Infinity
      sink.onDown(reason, clock.now() + ms)
      await wait(ms, clock, attempt.signal)
      attempt.abort()
    }
  }

  return {
    start() {
      if (running) return
      running = new AbortController()
      void run(running.signal)
    },
    stop() {
      const openMs = clock.monotonic() - openedAt
      // Left without a byte: the next run polls at once.
      if (running && aliveAt === undefined && openMs >= QUIET_MS && openMs < Infinity)
        notBefore = clock.monotonic() + UNUSABLE_RETRY_MS * 2 ** unusable++
      running?.abort()
      running = undefined
      aliveAt = undefined
    },
    retry() {
      if (clock.monotonic() - openedAt >= YOUNG_MS) attempt?.abort()
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
