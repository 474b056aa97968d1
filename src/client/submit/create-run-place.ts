import type { ModelRunnerClient } from '../model-runner-client.js'
import { wait } from '../transport/wait.js'
import { createRunRecord, type RunRecord } from './run-record.js'
import type { RunPlace, SubmitJob } from './run-place.js'
import type { SubmitCallbacks, SubmitOptions, SubmittedRequest } from './submit-options.js'
import { withLock } from './with-lock.js'

/** What one tab writes, another one reads a moment later: browsers keep a copy of the storage per process, ms. */
const STORAGE_SPREAD_MS = 500

/** What a place holds of a run. */
export interface KeptRun {
  job: SubmitJob
  submitted?: SubmittedRequest
}

/** The place of one run in storage, shared with the other tabs of the same person. */
export function createRunPlace(
  client: ModelRunnerClient,
  persistKey: string,
): RunPlace & { key: string; read(): KeptRun | undefined } {
  const record = createRunRecord(client, persistKey)

  return {
    key: record.key,
    read() {
      const kept = record.read()
      return kept && { job: jobOf(kept), submitted: submittedOf(kept) }
    },
    forget: record.remove,
    perform: (job, isCurrent, send) => {
      // What was answered by now is over; later, it was another tab's at the same moment.
      const answered = record.read()?.requestId
      return withLock(record.key, async (isAlone) => {
        const other = record.read()
        const isOther = other && other.clientId !== job.clientId && other.clientId !== job.replaces
        if (isOther && other.isSent && (!other.requestId || other.requestId !== answered)) {
          // It was faster, or went away in the middle: its submit is this run's.
          Object.assign(job, jobOf(other), { options: { ...job.options, ...other.options } })
        }
        // By another tab, perhaps after the same reload.
        const submitted = other && other.clientId === job.clientId && submittedOf(other)
        if (submitted) {
          // And told there.
          job.options = { ...job.options, onSubmitted: undefined }
          return submitted
        }
        // It was refused elsewhere, or reset: sending it again is nobody's wish.
        if (job.isTakenUp && !other) return undefined
        // Without locks the tab that began it may be looking, too, and two that find nothing would both send.
        job.isOnlySought = job.isTakenUp && !isAlone
        const kept: RunRecord = { version: 1, ...job, options: storable(job.options) }
        return send((change) => {
          Object.assign(kept, change)
          if (isCurrent()) record.write(pick(kept))
        })
      })
    },
    claim: (clientId) =>
      new Promise((resolve, reject) => {
        withLock(`${record.key}:told`, async (isAlone) => {
          const kept = record.read()
          if (kept?.clientId !== clientId) return resolve(true)
          if (kept?.isTold) return resolve(false)
          if (kept) record.write({ ...kept, isTold: true })
          resolve(true)
          // Not before the next one can read it.
          if (isAlone) await wait(STORAGE_SPREAD_MS, client.config.clock)
        }).catch(reject)
      }),
  }
}

/** What is kept, without what a job carries besides. */
function pick({
  version,
  clientId,
  endpoint,
  input,
  options,
  at,
  isSent,
  requestId,
  isTold,
}: RunRecord): RunRecord {
  return { version, clientId, endpoint, input, options, at, isSent, requestId, isTold }
}

/** Whether its POST left since it was written, storage may not say: full, or a moment behind. So it is looked for first. */
function jobOf({ clientId, endpoint, input, options, at }: RunRecord): SubmitJob {
  return { clientId, endpoint, input, options, at, isSent: true, isTakenUp: true }
}

function submittedOf({ endpoint, at, clientId, requestId }: RunRecord): SubmittedRequest | undefined {
  return requestId === undefined ? undefined : { requestId, endpoint, submittedAt: new Date(at), clientId }
}

/** Without the callbacks, which no storage can hold. */
function storable(options: SubmitOptions & SubmitCallbacks): SubmitOptions {
  return { ...options, onSubmitted: undefined, onError: undefined } as SubmitOptions
}
