import {
  type MultipartInitiated,
  multipartInitiatedShape,
  type PartUrl,
  partUrlShape,
} from '../../protocol/file-item.js'
import { isModelRunnerError } from '../errors/model-runner-error.js'
import { lifecycleHeader } from '../transport/lifecycle.js'
import { callForUpload, publicUrl, safeUploadUrl } from './platform-calls.js'
import { claim } from './claim.js'
import { fingerprint } from './fingerprint.js'
import { initiateBody } from './file-facts.js'
import { PutFailure } from './put.js'
import type { ResumeRecord } from './resume-records.js'
import type { UploadEnv, UploadRun } from './upload-run.js'
import { atLeastOne } from './upload-options.js'
import { deliver } from './deliver.js'
import { partRange } from './plan-parts.js'
import { UPLOAD_URL_TTL_MS } from '../../protocol/limits.js'
import type { Time } from '../environment.js'

/** The storage puts the parts of a large file together before it answers, ms. */
const COMPLETE_TIMEOUT_MS = 5 * 60_000

/** Sends a file in parts and goes on where an earlier try ended; resolves with its public URL. */
export async function sendMultipart(env: UploadEnv, run: UploadRun, partSize: number): Promise<string> {
  const { client, records } = env
  // A lost answer may be repeated within one call: what counts is what has left.
  let completesSent = 0
  const key = run.options.resumable === false ? '' : (run.kept.fingerprint ??= await fingerprint(run.file))
  const { scope, clock, environment } = client.config
  const release = key ? await claim(`${scope}|${key}`, env.claims, environment, run.signal) : undefined
  run.kept.record = release && key
  try {
    // Where another upload of the same file has the record, this one goes its own way.
    const isShared = key !== '' && !release
    let known = isShared ? undefined : await knownUpload()
    if (known && Object.keys(known.etags).length) run.onNotice('resumed')
    for (;;) {
      const upload = (run.kept.multipart = known ?? (await begin()))
      try {
        await sendParts(env, run, upload, (part, etag) => {
          if (release) void records.addPart(key, part, etag)
        })
        await complete(upload)
      } catch (cause) {
        if (!isDead(cause)) throw cause
        // The answer to an earlier `complete` may have been lost: then the file is there.
        if (!(await isThere(upload))) {
          delete run.kept.multipart
          if (release) await records.remove(key)
          if (!known) throw cause
          known = undefined
          run.ledger.restart()
          run.onNotice('restarted')
          continue
        }
      }
      if (release) await records.remove(key)
      return upload.fileUrl
    }
  } finally {
    release?.()
  }

  /** What is on record, and what this page knows of an earlier try: a record may be lost or, on a full disk, have gaps. */
  async function knownUpload(): Promise<ResumeRecord | undefined> {
    const recorded = release && (await records.find(key))
    const { multipart } = run.kept
    if (recorded && recorded.uploadId !== multipart?.uploadId) return recorded
    if (multipart && release && !recorded) await records.start(key, multipart)
    return multipart
  }

  /** Safe to repeat: a second one leaves an empty upload behind, which the storage drops by itself. */
  async function begin(): Promise<ResumeRecord> {
    completesSent = 0
    const { fileUrl, uploadId, uploadKey } = await callForUpload<MultipartInitiated>(env, run, {
      host: 'rest',
      method: 'POST',
      path: '/storage/upload/initiate-multipart',
      body: initiateBody(run.facts),
      shape: multipartInitiatedShape,
    })
    const startedAt = clock.now()
    const { slot, facts } = run
    const listed = slot === undefined ? undefined : { slot, name: facts.name, size: facts.size }
    const record = {
      uploadId,
      uploadKey,
      fileUrl: publicUrl(fileUrl),
      partSize,
      startedAt,
      etags: {},
      listed,
    }
    if (release) await records.start(key, record)
    return record
  }

  /** Its answer names a URL that is not public: the one from the start is the result. */
  async function complete({ uploadId, uploadKey, etags }: ResumeRecord): Promise<void> {
    const parts = Object.entries(etags)
      .map(([number, etag]) => ({ partNumber: Number(number), etag }))
      .sort((a, b) => a.partNumber - b.partNumber)
    await callForUpload(env, run, {
      host: 'rest',
      method: 'POST',
      path: '/storage/upload/complete',
      body: { uploadId, uploadKey, parts },
      headers: lifecycleHeader(run.options.lifecycle),
      timeoutMs: COMPLETE_TIMEOUT_MS,
      onSend: () => (completesSent += 1),
    })
  }

  async function isThere({ fileUrl }: ResumeRecord): Promise<boolean> {
    try {
      const { sizeBytes } = await callForUpload<{ sizeBytes?: number | null }>(env, run, {
        host: 'rest',
        path: '/files/by-url',
        query: { url: fileUrl },
        shape: { id: 'string', sizeBytes: 'number?' },
      })
      // Listed without a size, it proves nothing by itself: it may be listed since its start. Then only an earlier
      // `complete` whose answer was lost speaks for it.
      return sizeBytes == null ? completesSent > 1 : sizeBytes === run.facts.size
    } catch (cause) {
      run.signal.throwIfAborted()
      if (isModelRunnerError(cause) && cause.retryable) throw cause
      return false
    }
  }
}

/** Whether the platform or the storage no longer knows the upload. */
function isDead(cause: unknown): boolean {
  if (cause instanceof PutFailure) return cause.status === 404
  return isModelRunnerError(cause) && cause.kind !== 'proxy' && (cause.status === 404 || cause.status === 400)
}

/** Parts of one file sent at a time, unless the app says otherwise. */
const PART_CONCURRENCY = 4

/** Sends the parts that are missing, several at a time, and notes each ETag in `upload.etags`. */
async function sendParts(
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
