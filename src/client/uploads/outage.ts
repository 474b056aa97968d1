import type { Environment } from '../environment.js'
import { isModelRunnerError } from '../errors/model-runner-error.js'
import { isUnanswered } from './put.js'
import type { UploadRun, UploadEnv } from './upload-run.js'
import { backoff, wait } from '../../shared/retry.js'
import { initiateBody } from './file-facts.js'

/** Resolves once the browser is online; rejects with the signal's reason when aborted. */
function whenOnline({ isOffline, onPageEvent }: Environment, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    if (!isOffline()) return resolve()
    const done = () => {
      stop()
      signal.removeEventListener('abort', done)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
    const stop = onPageEvent((event) => {
      if (event === 'online') done()
    })
    signal.addEventListener('abort', done)
  })
}

/** Whether something failed because no answer came, not because of what was answered. */
function isOfConnection(cause: unknown): boolean {
  if (isUnanswered(cause)) return true
  return isModelRunnerError(cause) && (cause.kind === 'network' || cause.kind === 'timeout')
}

/** Where something failed because the browser is offline, waits for the connection, however long; resolves with whether it did. */
export async function waitWhileOffline(
  { client }: UploadEnv,
  run: UploadRun,
  cause: unknown,
  signal: AbortSignal,
): Promise<boolean> {
  const { environment } = client.config
  if (!environment.isOffline() || !isOfConnection(cause)) return false
  run.onNotice('offline')
  run.onWaiting()
  await whenOnline(environment, signal)
  run.onNotice(undefined)
  return true
}

/** How long a connection that carried this file may be away before anybody is asked, ms: a tunnel, a router that starts over. */
export const PATIENCE_MS = 5 * 60_000

/** Longest wait between two checks, ms: who is back should not have to wait. */
const MAX_CHECK_WAIT_MS = 10_000

/**
 * Where nothing at all goes through although the radio is up (a hotel's network, a lost Wi-Fi that still counts as
 * online), waits until something does. Rejects with `cause` where the connection is there, so that it is the storage
 * or this one call that fails; where there was none from the start; and where it is away for too long.
 */
export async function waitForConnection(
  env: UploadEnv,
  run: UploadRun,
  cause: unknown,
  signal: AbortSignal,
): Promise<void> {
  const { clock, retry } = env.client.config
  const maxMs = Math.min(retry.maxMs, MAX_CHECK_WAIT_MS)
  if (run.answeredAt === undefined || !isOfConnection(cause)) throw cause
  let until = run.answeredAt + PATIENCE_MS
  if (await isConnected(env, run, signal)) throw cause
  run.onNotice('offline')
  run.onWaiting()
  for (let checks = 1; clock.now() < until; checks++) {
    await wait(backoff(checks, { ...retry, maxMs }, clock.random()), clock, signal)
    signal.throwIfAborted()
    if (await waitWhileOffline(env, run, cause, signal)) until = clock.now() + PATIENCE_MS
    if (!(await isConnected(env, run, signal))) continue
    run.answeredAt = clock.now()
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
