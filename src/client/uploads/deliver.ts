import type { PutEvent } from '../client-event.js'
import type { ClientConfig } from '../config.js'
import { isModelRunnerError } from '../errors/model-runner-error.js'
import { backoff, wait } from '../../shared/retry.js'
import { mustBeUnchanged } from './fingerprint.js'
import { waitForConnection, waitWhileOffline } from './outage.js'
import { isUnanswered, type PutAnswer, PutFailure } from './put.js'
import { canRelay, type UploadEnv, type UploadRun } from './upload-run.js'

/** A storage that asks for a longer pause ends the upload with an error that says when to come back, ms. */
const MAX_ASKED_WAIT_MS = 2 * 60_000

export interface Delivery {
  /** Number of the part in the ledger; a whole file is part 1. */
  part: number
  body: Blob
  /** Where it goes; asked for right before each try. `mustBeFresh`: the last URL was answered with 403. */
  target(mustBeFresh: boolean): Promise<{ url: string; headers?: Record<string, string> }>
  onProgress?: (sent: number) => void
  /** The bytes of a failed try are lost. */
  onLost?: () => void
  signal: AbortSignal
}

/**
 * Brings one body up: tried again after 5xx, 429, network errors and stalls with full jitter, once with a fresh URL
 * after a 403, and as soon as the connection is back when it was gone. Tries count in a row: a file that moves
 * forward meanwhile resets the count, so that a bad line does not end a long upload; so does a connection that was
 * away and came back.
 */
export async function deliver(env: UploadEnv, run: UploadRun, delivery: Delivery): Promise<PutAnswer> {
  const { config } = env.client
  const { clock } = config
  const { part, body, signal } = delivery
  let failures = 0
  let stalls = 0
  let takenBefore = run.taken
  let mustBeFresh = false
  let wasRefused = false
  for (;;) {
    let cause: unknown
    try {
      return await once()
    } catch (error) {
      signal.throwIfAborted()
      cause = error
    }
    run.ledger.drop(part)
    delivery.onLost?.()
    if (isUnanswered(cause)) await mustBeUnchanged(run.file, body, run.kept.fingerprint, clock)
    signal.throwIfAborted()
    if (await waitWhileOffline(env, run, cause, signal)) continue
    if (cause instanceof PutFailure && cause.status === 403 && !wasRefused) {
      wasRefused = mustBeFresh = true
      if (run.flying === 0) run.onWaiting()
      continue
    }
    if (run.taken > takenBefore) failures = 0
    takenBefore = run.taken
    failures += 1
    if (cause instanceof PutFailure && cause.reason === 'stall') stalls += 1
    const asked = cause instanceof PutFailure ? cause.retryAfterMs : undefined
    if (!isRetryable(cause) || isBlocked(run, cause) || (asked ?? 0) > MAX_ASKED_WAIT_MS) throw cause
    if (failures >= config.retry.attempts) {
      await waitForConnection(env, run, cause, signal)
      failures = 0
      continue
    }
    if (run.flying === 0) run.onWaiting()
    await wait(asked ?? backoff(failures, config.retry, clock.random()), clock, signal)
    signal.throwIfAborted()
  }

  async function once(): Promise<PutAnswer> {
    const release = await env.slots.acquire(run, signal)
    let leave = () => {}
    let report = (_end: Pick<PutEvent, 'end' | 'status'>) => {}
    run.flying += 1
    try {
      const { url, headers } = await delivery.target(mustBeFresh)
      run.answeredAt = clock.now()
      run.target = url
      mustBeFresh = false
      leave = await env.connections(url, signal)
      signal.throwIfAborted()
      const line = env.line(url)
      report = reporter(config, { file: run.file, part, size: body.size, url: url.split('?')[0] ?? '' })
      const startedAt = clock.monotonic()
      const answer = await env.put({ url, headers, body, signal, clock, line, stalls, onProgress })
      line.answered(body.size, clock.monotonic() - startedAt)
      run.answers += 1
      run.answeredAt = clock.now()
      report({ end: 'answered' })
      return answer
    } catch (error) {
      report({ end: 'failed', status: (error instanceof PutFailure && error.status) || undefined })
      if (error instanceof PutFailure) {
        if (error.status > 0) run.answers += 1
        if (error.reason === 'stall' && run.target) env.line(run.target).stalled()
      }
      throw error
    } finally {
      run.flying -= 1
      leave()
      release()
    }
  }

  function onProgress(sent: number): void {
    run.answeredAt = clock.now()
    run.ledger.sending(part, sent, clock.now())
    delivery.onProgress?.(sent)
    run.onMoved()
  }
}

/** Reports that a PUT leaves, and gives the function that reports its end. */
function reporter({ emit, clock }: ClientConfig, facts: Pick<PutEvent, 'file' | 'part' | 'size' | 'url'>) {
  const at = clock.now()
  const report = (end?: Pick<PutEvent, 'end' | 'status'>) => emit?.({ type: 'put', at, ...facts, ...end })
  report()
  return report
}

function isRetryable(cause: unknown): boolean {
  return (cause instanceof PutFailure && cause.isRetryable) || (isModelRunnerError(cause) && cause.retryable)
}

/** A first connection that hangs is that of a firewall: waiting for it again would only cost more time. */
function isBlocked(run: UploadRun, cause: unknown): boolean {
  return cause instanceof PutFailure && cause.reason === 'stall' && run.answers === 0 && canRelay(run)
}
