import type { Decision, Job } from './run-state.js'
import type { RunRecord } from './run-record.js'
import type { SubmittedRequest } from './submit-options.js'

/** What a run finds when its turn among the tabs has come. */
export interface Turn {
  readonly record?: RunRecord
  /** Whether no other tab can be sending: false without Web Locks, and where another tab does not let go of its lock. */
  readonly isAlone: boolean
  /** Of the job's input, as stored beside a record. */
  readonly digest: string
  readonly toJob: (record: RunRecord) => Job
}

/**
 * What a run does when its turn has come. Two tabs that are clicked with the same input at the same moment share one
 * run; with different inputs each has its own, and the newer one is stored.
 */
export function decide(job: Job, { record, isAlone, digest, toJob }: Turn): Decision {
  const isMine = record?.clientId === job.clientId
  if (job.origin === 'click' && !isMine) {
    const isOther = record !== undefined && record.clientId !== job.replaces
    const isOver = record?.requestId !== undefined && record.requestId === job.storedBefore
    if (!job.isSent) {
      // One that was started beside others is one of several that somebody wants.
      const isBeside = record?.options.concurrent
      const isShared = isOther && record.isSent && !isOver && !isBeside && record.digest === digest
      return isShared ? follow(record) : { do: 'send' }
    }
    // A retry, of which nothing is stored any more.
    return { do: 'look', maySend: true }
  }
  // Refused or reset elsewhere: to send it again is nobody's wish.
  if (!record) return { do: 'abandon' }
  if (isMine && record.requestId === undefined)
    // Two tabs that find nothing would both send; a retry is one user's wish.
    return { do: 'look', maySend: isAlone || job.origin === 'click' }
  return follow(record)

  function follow(found: RunRecord): Decision {
    const submitted = submittedOf(found)
    const theirs = found.clientId === job.clientId ? job : toJob(found)
    const shared = { ...theirs, options: { ...job.options, ...theirs.options } }
    return submitted ? { do: 'adopt', job: shared, submitted } : { do: 'look', job: shared, maySend: isAlone }
  }
}

export function submittedOf({ endpoint, at, clientId, requestId }: RunRecord): SubmittedRequest | undefined {
  return requestId === undefined ? undefined : { requestId, endpoint, submittedAt: new Date(at), clientId }
}
