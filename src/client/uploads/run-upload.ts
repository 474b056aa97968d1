import { canRelay } from './can-relay.js'
import { sendMultipart } from './multipart.js'
import { planParts } from './plan-parts.js'
import { PutFailure } from './put-failure.js'
import { sendThroughRelay } from './relay.js'
import { sendSingle } from './single.js'
import type { UploadEnv, UploadRun } from './upload-run.js'

/** Brings one file up, the way its size and the network ask for; resolves with its public URL. */
export async function runUpload(env: UploadEnv, run: UploadRun): Promise<string> {
  const { relay = 'auto' } = run.options
  if (relay === 'always' || (relay === 'auto' && env.storage.isUnreachable() && canRelay(run))) {
    return sendThroughRelay(env, run)
  }
  try {
    const url = await sendDirectly(env, run)
    env.storage.markReached()
    return url
  } catch (cause) {
    if (!canRelay(run) || !isUnreachable(run, cause)) throw cause
    const url = await sendThroughRelay(env, run)
    env.storage.markUnreachable()
    return url
  }
}

function sendDirectly(env: UploadEnv, run: UploadRun): Promise<string> {
  const plan = planParts(run.facts.size, run.options)
  if (plan.kind !== 'single') return sendMultipart(env, run, plan.partSize)
  run.ledger.begin(0)
  return sendSingle(env, run)
}

/** Not one PUT got an answer or sent a byte: the network blocks the storage. */
function isUnreachable(run: UploadRun, cause: unknown): boolean {
  return (
    cause instanceof PutFailure &&
    (cause.reason === 'network' || cause.reason === 'stall') &&
    run.answers === 0
  )
}
