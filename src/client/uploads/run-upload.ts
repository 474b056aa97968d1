import { canRelay, type UploadEnv, type UploadRun } from './upload-run.js'
import { sendMultipart } from './multipart.js'
import { planParts } from './plan-parts.js'
import { PutFailure } from './put.js'
import { UPLOAD_URL_TTL_MS } from '../../protocol/limits.js'
import { deliver } from './deliver.js'
import { initiateUpload, publicUrl, safeUploadUrl } from './platform-calls.js'
import { uploadHeaders } from './file-facts.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'

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

/** A URL that runs out within this is not used for another try, ms. */
const URL_MARGIN_MS = 60_000

/** Sends a file in one PUT; resolves with its public URL. */
async function sendSingle(env: UploadEnv, run: UploadRun): Promise<string> {
  const { config } = env.client
  let initiated = { upload_url: '', file_url: '', until: 0 }

  async function initiate(): Promise<typeof initiated> {
    const until = config.clock.now() + UPLOAD_URL_TTL_MS - URL_MARGIN_MS
    const answer = await initiateUpload(env, run)
    return {
      upload_url: safeUploadUrl(answer.upload_url, config.hosts),
      file_url: publicUrl(answer.file_url),
      until,
    }
  }

  await deliver(env, run, {
    part: 1,
    body: run.file,
    signal: run.signal,
    onLost: () => run.ledger.restart(),
    async target(mustBeFresh) {
      if (mustBeFresh || config.clock.now() >= initiated.until) initiated = await initiate()
      return { url: initiated.upload_url, headers: uploadHeaders(run.facts.type) }
    },
  })
  return initiated.file_url
}

/** Sends a file in one PUT through the platform's relay, for networks that block the storage; resolves with its public URL. */
async function sendThroughRelay(env: UploadEnv, run: UploadRun): Promise<string> {
  const { hosts } = env.client.config
  let fileUrl = ''
  run.ledger.restart()
  const answer = await deliver(env, run, {
    part: 1,
    body: run.file,
    signal: run.signal,
    onLost: () => run.ledger.restart(),
    async target() {
      const { relay_upload_url: url, file_url } = await initiateUpload(env, run, { relay: true })
      if (!url) {
        throw new ModelRunnerError({
          kind: 'upload-failed',
          message: `${run.facts.name}: the storage cannot be reached from this network, and the platform offers no relay for it.`,
          retryable: false,
        })
      }
      fileUrl = publicUrl(file_url)
      run.onNotice('relayed')
      return { url: safeUploadUrl(url, hosts), headers: { 'Content-Type': run.facts.type } }
    },
  })
  return publicUrl(fileUrlIn(answer.text) ?? fileUrl)
}

function fileUrlIn(text: string): string | undefined {
  try {
    const { file_url } = JSON.parse(text) as { file_url?: unknown }
    return typeof file_url === 'string' && file_url ? file_url : undefined
  } catch {
    return undefined
  }
}
