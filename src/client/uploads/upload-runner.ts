import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { wait } from '../../shared/retry.js'
import { type ByteLedger, type ByteRate, createByteLedger, createByteRate } from './byte-ledger.js'
import { CONNECTIONS, createConnections } from './claim.js'
import { createResumeRecords } from './create-resume-records.js'
import { createLines } from './lines.js'
import { type Put, put as putByXhr } from './put.js'
import { runUpload } from './run-upload.js'
import { createSlots } from './slots.js'
import { uploadError } from './upload-error.js'
import type { InterruptedUpload } from './upload-list.js'
import type { UploadEnv, UploadRun } from './upload-run.js'

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
