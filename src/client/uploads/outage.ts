import { isModelRunnerError } from '../errors/is-model-runner-error.js'
import { PutFailure } from './put.js'
import type { UploadRun, UploadEnv } from './upload-run.js'
import { backoff, wait } from '../../shared/retry.js'
import { initiateBody } from './file-facts.js'

/** Whether the browser knows that it has no connection. Where it cannot tell, it is taken to be online. */
function isOffline(): boolean {
  return typeof navigator !== 'undefined' && navigator.onLine === false
}

/** Resolves once the browser is online; rejects with the signal's reason when aborted. */
function whenOnline(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    if (!isOffline()) return resolve()
    const done = () => {
      globalThis.removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
    globalThis.addEventListener('online', done)
    signal.addEventListener('abort', done)
  })
}

/** Whether something failed because no answer came, not because of what was answered. */
function isOfConnection(cause: unknown): boolean {
  if (cause instanceof PutFailure) return cause.reason === 'network' || cause.reason === 'stall'
  return isModelRunnerError(cause) && (cause.kind === 'network' || cause.kind === 'timeout')
}

/** Where something failed because the browser is offline, waits for the connection, however long; resolves with whether it did. */
export async function sitOutOffline(run: UploadRun, cause: unknown, signal: AbortSignal): Promise<boolean> {
  if (!isOffline() || !isOfConnection(cause)) return false
  run.onNotice('offline')
  run.onWaiting()
  await whenOnline(signal)
  run.onNotice(undefined)
  return true
}

/** How long a connection that carried this file may be away before anybody is asked, ms: a tunnel, a router that starts anew. */
export const PATIENCE_MS = 5 * 60_000

/** Longest wait between two looks, ms: who is back should not have to wait. */
const MAX_LOOK_WAIT_MS = 10_000

/**
 * Where nothing at all goes through although the radio is up (a hotel's network, a lost Wi-Fi that still counts as
 * online), waits until something does. Rejects with `cause` where the connection is there, so that it is the storage
 * or this one call that fails; where there was none from the start; and where it is away for too long.
 */
export async function sitOutOutage(
  env: UploadEnv,
  run: UploadRun,
  cause: unknown,
  signal: AbortSignal,
): Promise<void> {
  const { clock, retry } = env.client.config
  const maxMs = Math.min(retry.maxMs, MAX_LOOK_WAIT_MS)
  if (run.heardAt === undefined || !isOfConnection(cause)) throw cause
  let until = run.heardAt + PATIENCE_MS
  if (await isConnected(env, run, signal)) throw cause
  run.onNotice('offline')
  run.onWaiting()
  for (let looks = 1; clock.now() < until; looks++) {
    await wait(backoff(looks, { ...retry, maxMs }, clock.random()), clock, signal)
    signal.throwIfAborted()
    if (await sitOutOffline(run, cause, signal)) until = clock.now() + PATIENCE_MS
    if (!(await isConnected(env, run, signal))) continue
    run.heardAt = clock.now()
    run.onNotice(undefined)
    return
  }
  run.onNotice(undefined)
  throw cause
}

/** Whether a small call gets any answer. It only signs: asking often leaves nothing behind. */
async function isConnected({ client }: UploadEnv, run: UploadRun, signal: AbortSignal): Promise<boolean> {
  try {
    const path = '/storage/upload/initiate'
    const body = initiateBody(run.facts)
    await client.transport.call({ host: 'rest', method: 'POST', path, body, signal })
    return true
  } catch (error) {
    signal.throwIfAborted()
    return !isOfConnection(error)
  }
}
