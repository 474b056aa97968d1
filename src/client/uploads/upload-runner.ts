import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { wait } from '../../shared/retry.js'
import { type ByteLedger, type ByteRate, createByteLedger, createByteRate } from './byte-ledger.js'
import { CONNECTIONS, createConnections } from './claim.js'
import { createResumeRecords } from './resume-records.js'
import { createLines } from './lines.js'
import { type Put, put as putByXhr, isUnanswered, PutFailure } from './put.js'
import { createSlots } from './slots.js'
import { uploadError, failedUpload } from './upload-error.js'
import type { InterruptedUpload } from './upload-list.js'
import { type UploadEnv, type UploadRun, canRelay } from './upload-run.js'
import { sendMultipart } from './multipart.js'
import { fingerprint } from './fingerprint.js'
import { planParts } from './plan-parts.js'
import { UPLOAD_URL_TTL_MS } from '../../protocol/limits.js'
import { deliver } from './deliver.js'
import { initiateUpload, publicUrl, safeUploadUrl } from './platform-calls.js'
import { uploadHeaders } from './file-facts.js'

/** How long the relay is taken first once the storage could not be reached, ms. */
const UNREACHABLE_MS = 10 * 60_000

/** How long a host may take to show that it is there, ms. */
const MAX_PROBE_MS = 10_000

/** The edges to the network, for tests. */
export interface UploadEdges {
  put?: Put
  /** Settles with whether a host answers at all. */
  probe?(url: string, signal: AbortSignal): Promise<unknown>
}

/** What moves the bytes of all uploads of one client: a chunk of its own, loaded before the first of them. */
export interface UploadRunner {
  /** Brings one file up; resolves with its public URL. */
  run(run: UploadRun): Promise<string>
  /** Counts the bytes of one file. */
  ledger(size: number, onMoved: (bytes: number, now: number) => void): ByteLedger
  /** The speed of a list. */
  rate(): ByteRate
  /** The one error type for whatever stopped it. */
  errorOf(cause: unknown, name: string): ModelRunnerError
  forget(key: string): Promise<void>
  interrupted(slot: string): Promise<InterruptedUpload[]>
}

export function createUploadRunner(
  client: Client,
  { put = putByXhr, probe = probeByFetch }: UploadEdges = {},
): UploadRunner {
  const { clock, environment } = client.config
  let unreachableAt = -Infinity
  const env: UploadEnv = {
    client,
    put,
    slots: createSlots(CONNECTIONS),
    connections: createConnections(environment),
    line: createLines(clock),
    records: createResumeRecords(client.config),
    claims: new Set(),
    storage: {
      isUnreachable: () => clock.now() - unreachableAt < UNREACHABLE_MS,
      markUnreachable: () => (unreachableAt = clock.now()),
      markReached: () => (unreachableAt = -Infinity),
    },
    async isThere(url) {
      const abort = new AbortController()
      const answer = probe(url, abort.signal).then(
        () => true,
        () => false,
      )
      const isThere = await Promise.race([answer, wait(MAX_PROBE_MS, clock, abort.signal).then(() => false)])
      abort.abort()
      return isThere
    },
  }
  return {
    run: (run) => runUpload(env, run),
    ledger: createByteLedger,
    rate: createByteRate,
    errorOf: uploadError,
    forget: (key) => env.records.remove(key),
    async interrupted(slot) {
      const stored = await env.records.all()
      return stored.flatMap(({ key, record: { listed, partSize, etags } }) => {
        const isGoing = env.claims.has(`${client.config.scope}|${key}`)
        if (listed?.slot !== slot || isGoing) return []
        const { name, size } = listed
        return [{ key, name, size, loaded: Math.min(Object.keys(etags).length * partSize, size) }]
      })
    },
  }
}

/** Without CORS a page learns nothing but whether somebody answered. */
function probeByFetch(url: string, signal: AbortSignal): Promise<unknown> {
  const { origin } = new URL(url)
  return fetch(origin, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal })
}

/** Brings one file up, the way its size and the network ask for; resolves with its public URL. */
async function runUpload(env: UploadEnv, run: UploadRun): Promise<string> {
  const { relay = 'auto' } = run.options
  rememberContent(run)
  if (relay === 'always' || (relay === 'auto' && env.storage.isUnreachable() && canRelay(run))) {
    return sendThroughRelay(env, run)
  }
  try {
    const url = await sendDirectly(env, run)
    env.storage.markReached()
    return url
  } catch (cause) {
    if (!isUnanswered(cause) || run.answers > 0) throw cause
    if (!canRelay(run)) throw await explained(env, run, cause)
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

/** What a later look at the file is compared with; nothing waits for it. */
function rememberContent(run: UploadRun): void {
  if (run.kept.fingerprint !== undefined) return
  fingerprint(run.file).then(
    (print) => (run.kept.fingerprint ??= print),
    // It cannot be read: sending it fails, too.
    () => {},
  )
}

/** A storage that refuses the page's origin looks like one that cannot be reached, unless it is asked in another way. */
async function explained(env: UploadEnv, run: UploadRun, cause: PutFailure): Promise<PutFailure> {
  const isRefused =
    cause.reason === 'network' && cause.sent === 0 && run.target && (await env.isThere(run.target))
  return isRefused ? new PutFailure('origin', { cause }) : cause
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
        throw failedUpload({
          message: `${run.facts.name}: the storage cannot be reached from this network, and the platform offers no relay for it.`,
          reason: 'network',
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
