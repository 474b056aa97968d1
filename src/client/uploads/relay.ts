import { ModelRunnerError } from '../errors/model-runner-error.js'
import { deliver } from './deliver.js'
import { initiateUpload } from './initiate-upload.js'
import { publicUrl } from './public-url.js'
import { safeUploadUrl } from './safe-upload-url.js'
import type { UploadEnv, UploadRun } from './upload-run.js'

/** Sends a file in one PUT through the platform's relay, for networks that block the storage; resolves with its public URL. */
export async function sendThroughRelay(env: UploadEnv, run: UploadRun): Promise<string> {
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
