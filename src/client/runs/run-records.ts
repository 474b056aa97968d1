import { isRecord } from '../../shared/json.js'
import { warnOnce } from '../errors/warn-once.js'
import type { ClientConfig } from '../config.js'
import { wait } from '../../shared/retry.js'
import { decide, submittedOf } from './decide.js'
import type { Decision, Job } from './run-state.js'
import type { SubmittedRequest } from './submit-options.js'
import { type Hold, takeLock } from './take-lock.js'
import {
  digestOf,
  isRunRecord,
  MAX_AGE_MS,
  parse,
  removeOld,
  removeOldest,
  type RunRecord,
  storable,
} from './run-record.js'

/** A run's turn has come: `leave` is to be called when its submit is over. */
export interface Turned {
  decision: Decision
  leave(): void
}

/** Where one run is stored, shared with reloads and the other tabs of the same user. */
export interface RunRecords {
  /** The request that is stored now. */
  requestId(): string | undefined
  /** Waits for the run's turn among the tabs, never without bound; not at all where there are no locks to wait for. */
  turn(job: Job, signal: AbortSignal): Turned | Promise<Turned>
  save(job: Job, submitted: SubmittedRequest | undefined): void
  /** Removes what is stored of this run; another one under the same name stays. */
  forget(job: Job): void
  /** The request that another tab stored, as a run to follow. */
  accepted(): { job: Job; submitted: SubmittedRequest } | undefined
  /** Gives what was stored before a reload and, until the returned function is called, what other tabs store. */
  watch(resume: (job: Job, submitted?: SubmittedRequest) => void): () => void
  /**
   * Calls what `notifier` gives, once over tabs and reloads: for the outcome of a request or, without one, for what became
   * of the submit. Where it gives nothing, the next caller may.
   */
  claim(
    clientId: string,
    requestId: string | undefined,
    notifier: () => (() => void) | undefined,
  ): Promise<void>
}

/** A larger input is not stored: browsers give an origin about 5 MB in all, characters. */
const MAX_INPUT_LENGTH = 250_000

/** Another tab that holds the lock longer is slow, frozen or hung: its user waits there, this one's here, ms. */
const LOCK_PATIENCE_MS = 5_000

/** A tab that only watches waits as long as the other's submit may take until its time-out; then it hangs, and is looked up, ms. */
const WATCH_PATIENCE_MS = 75_000

/** What one tab writes, another one reads a moment later: browsers keep a copy of the storage per process, ms. */
const STORAGE_SPREAD_MS = 500

/** How often it is checked whether it can be read by now, ms. */
const CATCH_UP_MS = 25

/** Other tabs ask within a moment of the end, or once they wake: by then no more runs of the same name have ended. */
const MAX_NOTIFIED = 32

/** Storage that is full, blocked or corrupt is survived: then a reload forgets. */
export function createRunRecords(config: ClientConfig, endpoint: string, persistKey: string): RunRecords {
  const { environment, clock, storage } = config
  const name = JSON.stringify([config.scope, endpoint, persistKey])
  const key = `modelrunner:run:${name}`
  // A key for each: two tabs that add to one list at the same moment would each write it without the other's.
  const notifiedKey = (requestId: string) => `modelrunner:notified:${name}:${requestId}`

  function read(): RunRecord | undefined {
    const record = parse(() => storage?.getItem(key))
    return isRunRecord(record) && record.endpoint === endpoint && clock.now() - record.at <= MAX_AGE_MS
      ? record
      : undefined
  }

  /** Held while a run is submitted or looked up. One that runs beside others has its own. */
  function lockOf({ clientId, options }: Pick<RunRecord, 'clientId' | 'options'>): string {
    return options.concurrent ? `${key}:${clientId}` : key
  }

  function write(record: RunRecord) {
    const small = { ...record, input: undefined }
    const fits = (JSON.stringify(record.input)?.length ?? 0) <= MAX_INPUT_LENGTH
    if ((fits && put(record)) || put(small)) return
    // What was written before finds it, too.
    if (read()?.clientId === record.clientId) return
    // An older run that stays would be shown in its place.
    remove()
    if (put(small) || !storage) return
    if (process.env.NODE_ENV !== 'production')
      warnOnce(
        'storage is full or read-only: a run with a persistKey does not survive a reload now. See docs/hooks.md',
      )
  }

  function put(record: RunRecord): boolean {
    try {
      storage?.setItem(key, JSON.stringify(record))
      return storage !== null
    } catch {
      return false
    }
  }

  function remove() {
    try {
      storage?.removeItem(key)
    } catch {
      // Blocked storage holds nothing either.
    }
  }

  const isNotified = (requestId: string) => isRecord(parse(() => storage?.getItem(notifiedKey(requestId))))

  function setNotified(requestId: string) {
    if (!storage) return
    try {
      storage.setItem(notifiedKey(requestId), JSON.stringify({ at: clock.now() }))
      removeOldest(storage, notifiedKey(''), MAX_NOTIFIED)
    } catch {
      // Then another tab may tell it once more.
    }
  }

  /** Until what another tab wrote can be read here, too. */
  async function catchUp(isThere: () => unknown, signal?: AbortSignal) {
    for (let waited = 0; waited < STORAGE_SPREAD_MS && !isThere() && !signal?.aborted; waited += CATCH_UP_MS)
      await wait(CATCH_UP_MS, clock, signal)
  }

  /** Whether its POST left since it was written, storage may not say: full, or a moment behind. So it is looked for first. */
  function toJob(record: RunRecord, origin: Job['origin'] = 'record'): Job {
    const { clientId, input, options, at, digest } = record
    const startedAt = clock.monotonic() - Math.max(0, clock.now() - at)
    return {
      clientId,
      endpoint,
      variables: input,
      input,
      options,
      at,
      digest,
      origin,
      startedAt,
      isSent: true,
    }
  }

  return {
    requestId: () => read()?.requestId,
    turn(job, signal) {
      const before = read()
      const lock = lockOf(job)
      // Several at once are several runs: they do not wait for each other. Who finds this one stored waits for it, though.
      if (job.options.concurrent && !job.isSent) {
        const held = takeLock(lock, { environment, signal, patienceMs: LOCK_PATIENCE_MS })
        return { decision: { do: 'send' }, leave: () => void held.then(({ leave }) => leave()) }
      }
      const decideAs = (hold: Hold) => {
        const digest = job.digest ?? digestOf(job.variables)
        const record = read()
        // The lock of one run says nothing of another that is stored by now.
        const isAlone = hold !== 'none' && (!record || lockOf(record) === lock)
        return decide(job, { record, isAlone, digest, toJob })
      }
      const isOthers = job.origin === 'tab'
      if (!isOthers && !environment.locks()) return { decision: decideAs('none'), leave() {} }
      const wait = { environment, signal, patienceMs: isOthers ? WATCH_PATIENCE_MS : LOCK_PATIENCE_MS }
      return takeLock(lock, wait).then(async ({ hold, leave }) => {
        // Its files took a while: another tab that was clicked with the same may have had its turn just now.
        const isLate = job.origin === 'click' && !job.isSent && job.input !== job.variables
        if (hold === 'after-another' || isOthers || isLate)
          // What its submit came to: what it wrote first says nothing of that yet.
          await catchUp(() => {
            const record = read()
            if (isLate && record?.requestId !== undefined) return record.requestId !== job.storedBefore
            const isNew = record?.clientId !== before?.clientId || record?.requestId !== before?.requestId
            return isNew && (!record || record.requestId !== undefined)
          }, signal)
        return { decision: decideAs(hold), leave }
      })
    },
    save({ clientId, input, options, at, isSent, digest, variables }, submitted) {
      write({
        version: 2,
        clientId,
        endpoint,
        input: options.isSecret ? undefined : input,
        digest: digest ?? digestOf(variables),
        options: storable(options),
        at,
        isSent,
        requestId: submitted?.requestId,
      })
    },
    forget({ clientId, replaces }) {
      const stored = read()?.clientId
      // Where nothing is read there may be what another tab stored just now, which a removal would remove.
      if (stored !== undefined && (stored === clientId || stored === replaces)) remove()
    },
    accepted() {
      const record = read()
      const submitted = record && submittedOf(record)
      return submitted && { job: toJob(record, 'tab'), submitted }
    },
    watch(resume) {
      removeOld(config)
      const onRecord = (origin: Job['origin']) => {
        const record = read()
        if (record) resume(toJob(record, origin), submittedOf(record))
      }
      onRecord('record')
      return environment.onStorage((changed) => {
        const record = changed === key && read()
        // Without locks, what another tab is at is left to it until it has its answer.
        if (record && (environment.locks() || record.requestId !== undefined)) onRecord('tab')
      })
    },
    async claim(clientId, requestId, notifier) {
      const current = () => {
        const record = read()
        return record?.clientId === clientId ? record : undefined
      }
      // What became of a submit without a request is the record's: a retry under the same id writes a new one, and may tell again.
      const isReported = () => (requestId === undefined ? current()?.isNotified : isNotified(requestId))
      // For each by itself: the end of the next run need not wait until all tabs know of this one's.
      const { hold, leave } = await takeLock(`${key}:notified:${requestId ?? clientId}`, {
        environment,
        patienceMs: LOCK_PATIENCE_MS,
      })
      // The one before it may have notified and left at once.
      if (hold === 'after-another') await catchUp(isReported)
      const notify = isReported() ? undefined : notifier()
      if (!notify) return leave()
      const record = current()
      if (requestId !== undefined) setNotified(requestId)
      else if (record) write({ ...record, isNotified: true })
      // Not before the next one can read it.
      void wait(hold === 'none' ? 0 : STORAGE_SPREAD_MS, clock).then(leave)
      notify()
    },
  }
}
