import type {
  CallEvent,
  ModelRunnerError,
  Outcome,
  PutEvent,
  RequestItem,
  UploadItem,
  UploadsEvent,
} from '../index.js'
import type { ConnectionState } from '../client/stream/tracker.js'

/** The newest so many are shown; a long session must not fill the memory. */
export const MAX_REQUESTS = 100
export const MAX_CALLS = 300
export const MAX_UPLOADS = 50
export const MAX_CONNECTIONS = 60

/** How an update of a request came: the answer of its submit, the stream, a polled list, one read, a cancel. */
export type Via = 'submit' | 'stream' | 'polling' | 'read' | 'cancel'

export interface Step {
  /** ms since the epoch */
  at: number
  /** `sent`, `refused`, a status of the platform, or a word about billing. */
  label: string
  via: Via
  detail?: string
}

/** One click: from its submit to its outcome. */
export interface RequestRecord {
  /** Client id, or the request's id where it was not submitted here. */
  key: string
  id?: string
  endpoint: string
  /** ms since the epoch */
  at: number
  steps: Step[]
  outcome: Outcome
  item?: RequestItem
  error?: ModelRunnerError
}

export interface CallRecord {
  key: unknown
  at: number
  method: string
  host: string
  path: string
  /** ms; undefined while there is no answer. */
  tookMs?: number
  status?: number
  error?: ModelRunnerError
}

export interface PartRecord {
  part: number
  size: number
  /** PUTs so far, repeats included. */
  tries: number
  state: 'sent' | 'answered' | 'failed'
  status?: number
  host: string
}

export interface UploadRecord {
  file: Blob
  item?: UploadItem
  /** ms since the epoch */
  failedAt?: number
  parts: PartRecord[]
}

export interface ConnectionRecord {
  at: number
  state: ConnectionState['state']
  retryAt?: number
}

/** What was seen since Devtools mounted, newest first. */
export interface Recorded {
  requests: readonly RequestRecord[]
  calls: readonly CallRecord[]
  uploads: readonly UploadRecord[]
  connection: readonly ConnectionRecord[]
}

export const nothingRecorded: Recorded = { requests: [], calls: [], uploads: [], connection: [] }

/** What happens to what is recorded. `now` is ms since the epoch. */
export type RecordEvent =
  | { type: 'client'; now: number; event: CallEvent | PutEvent | UploadsEvent }
  | { type: 'item'; now: number; item: RequestItem; outcome: Outcome; via: Via }
  | { type: 'connection'; now: number; state: ConnectionState }

export function record(before: Recorded, happened: RecordEvent): Recorded {
  const { now } = happened
  switch (happened.type) {
    case 'item':
      return { ...before, requests: withItem(before.requests, happened) }
    case 'connection': {
      const { state, retryAt } = happened.state
      const last = before.connection[0]
      if (last?.state === state && last.retryAt === retryAt) return before
      const entry = { at: now, state, ...(retryAt !== undefined && { retryAt }) }
      return { ...before, connection: [entry, ...before.connection].slice(0, MAX_CONNECTIONS) }
    }
    case 'client': {
      const { event } = happened
      if (event.type === 'uploads')
        return { ...before, uploads: withItems(before.uploads, event.uploads, now) }
      if (event.type === 'put') return { ...before, uploads: withPut(before.uploads, event) }
      const calls = withCall(before.calls, event, now)
      return { ...before, calls, requests: withSubmit(before.requests, event, now) }
    }
  }
}

const hasEnded = ({ answer, status, error }: CallEvent) =>
  answer !== undefined || status !== undefined || error !== undefined

function withCall(calls: readonly CallRecord[], event: CallEvent, now: number): CallRecord[] {
  const { at, call, status, error } = event
  if (!hasEnded(event)) {
    const { method = 'GET', host, path } = call
    return [{ key: call, at, method, host, path }, ...calls].slice(0, MAX_CALLS)
  }
  const tookMs = Math.max(0, now - at)
  const known = status ?? error?.status
  return calls.map((one) =>
    one.key === call && one.at === at
      ? { ...one, tookMs, ...(known !== undefined && { status: known }), ...(error && { error }) }
      : one,
  )
}

const SUBMIT = /^\/(?!requests\/|chat\/)((?:[\w.-]+\/)+?[\w.-]+)(?:\/chat\/completions)?$/
const CANCEL = /\/requests\/([^/]+)\/cancel$/

/** The submits among the calls, and what came of cancels. */
function withSubmit(requests: readonly RequestRecord[], event: CallEvent, now: number): RequestRecord[] {
  const { call, answer, error, at } = event
  const { host, path, method } = call
  const cancelled = CANCEL.exec(path)?.[1]
  if (cancelled && hasEnded(event)) {
    const detail = error ? error.message : textOf(statusIn(answer))
    return requests.map((one) =>
      one.id === decodeURIComponent(cancelled)
        ? stepped(one, {
            at: now,
            label: error ? 'cancel refused' : 'cancel answered',
            via: 'cancel',
            detail,
          })
        : one,
    )
  }
  const endpoint = host === 'queue' && method === 'POST' ? SUBMIT.exec(path)?.[1] : undefined
  if (!endpoint) return [...requests]
  const key = clientIdIn(call.body) ?? `sent ${at}`
  const known = requests.find((one) => one.key === key)
  const one = known ?? { key, endpoint, at, steps: [], outcome: 'pending' as const }
  let next: RequestRecord
  if (!hasEnded(event)) {
    next = stepped(one, { at, label: known ? 'sent again' : 'sent', via: 'submit' })
  } else if (error) {
    const label = error.maybeSubmitted ? 'answer lost' : 'refused'
    const detail = error.status ? `HTTP ${error.status}` : error.kind
    next = stepped({ ...one, error, outcome: outcomeAfter(error) }, { at: now, label, via: 'submit', detail })
  } else {
    const id = idIn(answer)
    const label = statusIn(answer) ?? 'answered'
    // What overtook the answer on the stream was recorded by the request's id.
    const early = requests.find((other) => other !== known && id !== undefined && other.id === id)
    const steps = [...(early?.steps ?? [])]
    next = { ...one, ...early, key, steps: [...one.steps, ...steps], ...(id !== undefined && { id }) }
    if (!early && one.id === undefined) next = stepped(next, { at: now, label, via: 'submit' })
    return [next, ...requests.filter((other) => other !== known && other !== early)].slice(0, MAX_REQUESTS)
  }
  return [next, ...requests.filter((other) => other !== known)].slice(0, MAX_REQUESTS)
}

/** A submit whose answer was lost may be found yet. */
const outcomeAfter = (error: ModelRunnerError): Outcome => (error.maybeSubmitted ? 'pending' : 'failed')

function withItem(
  requests: readonly RequestRecord[],
  { item, outcome, via, now }: Extract<RecordEvent, { type: 'item' }>,
): RequestRecord[] {
  const clientId = item.metadata?.['mr_client_id']
  const known = requests.find((one) => one.id === item.id || (clientId && one.key === clientId))
  // A page of the history lists what ended long ago.
  if (!known && outcome !== 'pending' && via !== 'stream') return [...requests]
  const one = known ?? {
    key: clientId ?? item.id,
    endpoint: item.modelEndpoint,
    at: now,
    steps: [],
    outcome,
  }
  const label = labelOf(item)
  const isNew = one.steps.every((step) => step.label !== label)
  const next = { ...one, id: item.id, item, outcome: one.outcome === 'pending' ? outcome : one.outcome }
  if (outcome === 'pending' || outcome === 'succeeded') delete next.error
  const recorded = isNew ? stepped(next, { at: now, label, via }) : next
  if (known) return requests.map((other) => (other === known ? recorded : other))
  return [recorded, ...requests].slice(0, MAX_REQUESTS)
}

function labelOf({ status, billingStatus }: RequestItem): string {
  return status === 'COMPLETED' && billingStatus ? `${status}, billing ${billingStatus}` : status
}

function stepped(one: RequestRecord, step: Step): RequestRecord {
  return { ...one, steps: [...one.steps, step] }
}

function withItems(
  uploads: readonly UploadRecord[],
  items: readonly UploadItem[],
  now: number,
): UploadRecord[] {
  const byFile = new Map(items.map((item) => [item.file, item]))
  const known = uploads.map((one) => {
    const item = byFile.get(one.file)
    byFile.delete(one.file)
    if (!item) return one
    return { ...one, item, ...(item.error && { failedAt: one.failedAt ?? now }) }
  })
  const added = [...byFile].map(([file, item]): UploadRecord => ({ file, item, parts: [] }))
  return [...added.reverse(), ...known].slice(0, MAX_UPLOADS)
}

function withPut(uploads: readonly UploadRecord[], put: PutEvent): UploadRecord[] {
  const known = uploads.find(({ file }) => file === put.file) ?? { file: put.file, parts: [] }
  const before = known.parts.find(({ part }) => part === put.part)
  const tries = (before?.tries ?? 0) + (put.end ? 0 : 1)
  const part: PartRecord = {
    part: put.part,
    size: put.size,
    tries,
    state: put.end ?? 'sent',
    host: hostOf(put.url),
    ...(put.status !== undefined && { status: put.status }),
  }
  const parts = [...known.parts.filter((other) => other !== before), part].sort((a, b) => a.part - b.part)
  const next = { ...known, parts }
  return uploads.includes(known)
    ? uploads.map((one) => (one === known ? next : one))
    : [next, ...uploads].slice(0, MAX_UPLOADS)
}

function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return url
  }
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)
const clientIdIn = (body: unknown) => textOf(memberOf(memberOf(body, 'metadata'), 'mr_client_id'))
const idIn = (answer: unknown) => textOf(memberOf(answer, 'request_id'))
const statusIn = (answer: unknown) => textOf(memberOf(answer, 'status'))
