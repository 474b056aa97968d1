import { UPLOAD_URL_TTL_MS } from '../../protocol/limits.js'
import { deliver } from './deliver.js'
import { initiateUpload } from './initiate-upload.js'
import { publicUrl } from './public-url.js'
import { safeUploadUrl } from './safe-upload-url.js'
import { uploadHeaders } from './upload-headers.js'
import type { UploadEnv, UploadRun } from './upload-run.js'

/** A URL that runs out within this is not used for another try, ms. */
const URL_MARGIN_MS = 60_000

/** Sends a file in one PUT; resolves with its public URL. */
export async function sendSingle(env: UploadEnv, run: UploadRun): Promise<string> {
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
