import { type PartUrl, partUrlShape } from '../../protocol/file-item.js'
import { atLeastOne } from './upload-options.js'
import { deliver } from './deliver.js'
import { partRange } from './plan-parts.js'
import { PutFailure } from './put.js'
import type { ResumeRecord } from './resume-records.js'
import { safeUploadUrl } from './platform-calls.js'
import type { UploadEnv, UploadRun } from './upload-run.js'
import { UPLOAD_URL_TTL_MS } from '../../protocol/limits.js'
import type { Time } from '../environment.js'

/** Parts of one file sent at a time, unless the app says otherwise. */
const PART_CONCURRENCY = 4

/** Sends the parts that are missing, several at a time, and notes each ETag in `upload.etags`. */
export async function sendParts(
  env: UploadEnv,
  run: UploadRun,
  upload: ResumeRecord,
  onTaken: (part: number, etag: string) => void,
): Promise<void> {
  const { transport, config } = env.client
  const { size } = run.facts
  const count = Math.ceil(size / upload.partSize)
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((part) => !upload.etags[part])
  run.ledger.begin(size - missing.reduce((sum, part) => sum + bytesOf(part), 0))

  // One part that fails for good stops the others; pause and cancel come through the same signal.
  const abort = new AbortController()
  const onAbort = () => abort.abort(run.signal.reason)
  if (run.signal.aborted) onAbort()
  run.signal.addEventListener('abort', onAbort)

  const urls = createPartUrls(async (partNumber) => {
    const { uploadKey, uploadId } = upload
    const { presignedUrl } = await transport.call<PartUrl>({
      host: 'rest',
      path: '/storage/upload/multipart-url',
      query: { uploadKey, uploadId, partNumber },
      shape: partUrlShape,
      signal: abort.signal,
    })
    return safeUploadUrl(presignedUrl, config.hosts)
  }, config.clock)

  async function lane(): Promise<void> {
    for (let part = missing.shift(); part !== undefined; part = missing.shift()) await send(part)
  }

  async function send(part: number): Promise<void> {
    const { start, end } = partRange(part, upload.partSize, size)
    let hasAskedAhead = false
    const answer = await deliver(env, run, {
      part,
      // A slice without a type: parts are signed without Content-Type.
      body: run.file.slice(start, end),
      signal: abort.signal,
      target: async (mustBeFresh) => ({ url: await urls.take(part, mustBeFresh) }),
      onProgress(sent) {
        // Once per part: a URL that is asked for long before its turn runs out.
        if (hasAskedAhead || sent * 2 < end - start) return
        hasAskedAhead = true
        urls.askAhead(missing)
      },
    })
    const etag = answer.header('etag')?.replace(/^W\//, '').replaceAll('"', '').trim()
    if (!etag) throw new PutFailure('etag')
    run.ledger.confirm(part, end - start)
    run.taken += 1
    upload.etags[part] = etag
    onTaken(part, etag)
    run.onMoved()
  }

  function bytesOf(part: number): number {
    const { start, end } = partRange(part, upload.partSize, size)
    return end - start
  }

  const concurrency = atLeastOne(run.options.partConcurrency, PART_CONCURRENCY)
  const lanes = Array.from({ length: Math.min(concurrency, missing.length) }, () =>
    lane().catch((cause: unknown) => {
      abort.abort(cause)
      throw cause
    }),
  )
  try {
    await Promise.all(lanes)
  } finally {
    await Promise.allSettled(lanes)
    run.signal.removeEventListener('abort', onAbort)
  }
}

/** A URL that was asked for ahead is used for so long, ms: it must outlive the wait for a connection. */
const AHEAD_MS = UPLOAD_URL_TTL_MS / 2

interface PartUrls {
  /** Asks ahead, while the part before is still on its way; the first of `candidates` that was not asked for yet. */
  askAhead(candidates: readonly number[]): void
  /** The URL for a part that starts now; each is handed out once. */
  take(part: number, mustBeFresh: boolean): Promise<string>
}

/** Part URLs right before use: signed while the last part is still being sent, so that no connection stands idle for it. */
function createPartUrls(ask: (part: number) => Promise<string>, clock: Time): PartUrls {
  const ahead = new Map<number, { url: Promise<string>; askedAt: number }>()
  return {
    askAhead(candidates) {
      const part = candidates.find((candidate) => !ahead.has(candidate))
      if (part === undefined) return
      const url = ask(part)
      // Whoever takes it sees the failure; if nobody does, it does not matter.
      url.catch(() => {})
      ahead.set(part, { url, askedAt: clock.now() })
    },
    take(part, mustBeFresh) {
      const known = ahead.get(part)
      ahead.delete(part)
      const isUsable = known && !mustBeFresh && clock.now() - known.askedAt < AHEAD_MS
      return isUsable ? known.url : ask(part)
    },
  }
}
