import { isModelRunnerError } from '../errors/is-model-runner-error.js'
import { backoff, wait } from '../../shared/retry.js'
import { canRelay, type UploadEnv, type UploadRun } from './upload-run.js'
import { PutFailure, type PutAnswer } from './put.js'
import { sitOutOffline, sitOutOutage } from './outage.js'

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
 * forward meanwhile starts the count anew, so that a bad line does not end a long upload; so does a connection that was
 * away altogether, as its absence says nothing about the storage.
 */
export async function deliver(env: UploadEnv, run: UploadRun, delivery: Delivery): Promise<PutAnswer> {
  const { config } = env.client
  const { part, body, signal } = delivery
  let failures = 0
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
    if (cause instanceof PutFailure && cause.reason === 'network') await mustBeReadable(body)
    signal.throwIfAborted()
    if (await sitOutOffline(run, cause, signal)) continue
    if (cause instanceof PutFailure && cause.status === 403 && !wasRefused) {
      wasRefused = mustBeFresh = true
      if (run.flying === 0) run.onWaiting()
      continue
    }
    if (run.taken > takenBefore) failures = 0
    takenBefore = run.taken
    failures += 1
    if (!isRetryable(cause) || isBlocked(run, cause)) throw cause
    if (failures >= config.retry.attempts) {
      await sitOutOutage(env, run, cause, signal)
      failures = 0
      continue
    }
    if (run.flying === 0) run.onWaiting()
    const asked = cause instanceof PutFailure ? cause.retryAfterMs : undefined
    await wait(asked ?? backoff(failures, config.retry, config.clock.random()), config.clock, signal)
    signal.throwIfAborted()
  }

  async function once(): Promise<PutAnswer> {
    const release = await env.slots.acquire(run, signal)
    run.flying += 1
    try {
      const { url, headers } = await delivery.target(mustBeFresh)
      run.heardAt = config.clock.now()
      mustBeFresh = false
      signal.throwIfAborted()
      const answer = await env.put({ url, headers, body, signal, clock: config.clock, onProgress })
      run.answers += 1
      run.heardAt = config.clock.now()
      return answer
    } catch (error) {
      if (error instanceof PutFailure && (error.status > 0 || error.sent > 0)) run.answers += 1
      throw error
    } finally {
      run.flying -= 1
      release()
    }
  }

  function onProgress(sent: number): void {
    run.heardAt = config.clock.now()
    run.ledger.sending(part, sent, config.clock.now())
    delivery.onProgress?.(sent)
    run.onMoved()
  }
}

function isRetryable(cause: unknown): boolean {
  return (cause instanceof PutFailure && cause.isRetryable) || (isModelRunnerError(cause) && cause.retryable)
}

/** A first connection that hangs is that of a firewall: waiting it out again would only cost half a minute more. */
function isBlocked(run: UploadRun, cause: unknown): boolean {
  return cause instanceof PutFailure && cause.reason === 'stall' && run.answers === 0 && canRelay(run)
}

/** A file that was changed or removed since it was chosen looks like a broken network to the browser; so does a folder. */
async function mustBeReadable(body: Blob): Promise<void> {
  try {
    await body.slice(0, 1).arrayBuffer()
  } catch (cause) {
    throw new Error('it cannot be read: it was changed or removed since it was chosen, or is a folder', {
      cause,
    })
  }
}
