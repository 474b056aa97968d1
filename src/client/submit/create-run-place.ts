import type { ModelRunnerClient } from '../model-runner-client.js'
import { wait } from '../transport/wait.js'
import { createRunRecord, type RunRecord } from './run-record.js'
import type { RunPlace, SubmitJob } from './run-place.js'
import type { SubmitCallbacks, SubmitOptions, SubmittedRequest } from './submit-options.js'
import { createToldOutcomes } from './told-outcomes.js'
import { withLock } from './with-lock.js'

/** What one tab writes, another one reads a moment later: browsers keep a copy of the storage per process, ms. */
const STORAGE_SPREAD_MS = 500

/** How often it is looked whether it can be read by now, ms. */
const CATCH_UP_MS = 25

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
  const outcomes = createToldOutcomes(client, persistKey)
  const { clock } = client.config

  /** Until what another tab wrote can be read here, too. */
  async function catchUp(isThere: () => unknown) {
    for (let waited = 0; waited < STORAGE_SPREAD_MS && !isThere(); waited += CATCH_UP_MS)
      await wait(CATCH_UP_MS, clock)
  }

  return {
    key: record.key,
    read() {
      const kept = record.read()
      return kept && { job: jobOf(kept), submitted: submittedOf(kept) }
    },
    forget: record.remove,
    perform: (job, isCurrent, send) => {
      // What was answered by now is over; later, it was another tab's at the same moment.
      const before = record.read()
      return withLock(record.key, async (hold) => {
        if (hold === 'after-another' || (job.isTakenUp && job.isOthers))
          // What its submit came to: what it wrote first says nothing of that yet.
          await catchUp(() => {
            const kept = record.read()
            const isNews = kept?.clientId !== before?.clientId || kept?.requestId !== before?.requestId
            return isNews && (!kept || kept.requestId !== undefined)
          })
        const other = record.read()
        const isOther = other && other.clientId !== job.clientId && other.clientId !== job.replaces
        if (isOther && other.isSent && (!other.requestId || other.requestId !== before?.requestId)) {
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
        job.isOnlySought = job.isTakenUp && hold === 'none'
        const kept: RunRecord = { version: 1, ...job, options: storable(job.options) }
        return send((change) => {
          Object.assign(kept, change)
          if (isCurrent()) record.write(pick(kept))
        })
      })
    },
    claim: (clientId, requestId) =>
      new Promise((resolve, reject) => {
        const current = () => {
          const kept = record.read()
          return kept?.clientId === clientId ? kept : undefined
        }
        // What became of a submit without a request is the record's: a retry under the same id writes a new one, and may tell again.
        const isTold = () => (requestId === undefined ? current()?.isTold : outcomes.has(requestId))
        const tell = () => {
          const kept = current()
          if (requestId !== undefined) outcomes.add(requestId)
          else if (kept) record.write({ ...kept, isTold: true })
        }
        // For each by itself: the end of the next run need not wait until all tabs know of this one's.
        withLock(`${record.key}:told:${requestId ?? clientId}`, async (hold) => {
          // The one before it may have told and gone at once.
          if (hold === 'after-another') await catchUp(isTold)
          if (isTold()) return resolve(false)
          tell()
          resolve(true)
          if (hold === 'none') return
          // Not before the next one can read it.
          await wait(STORAGE_SPREAD_MS, clock)
          // A tab that could not read it yet may have put its own list on top.
          if (requestId !== undefined && !outcomes.has(requestId)) outcomes.add(requestId)
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
