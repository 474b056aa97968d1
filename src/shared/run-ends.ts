import { sleep } from './retry.js'

/** How a run ended and what it cost. */
export interface RunEnd {
  requestId: string
  billingStatus: 'charged' | 'partial' | 'failed'
  /** USD as a decimal string. */
  totalPrice?: string
}

/** What is used of the store that a webhook handler and a proxy share. */
export interface RunEndStore {
  get(key: string): Promise<string | undefined>
  setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean>
  replace(key: string, expected: string, value: string, ttlMs: number): Promise<boolean>
  publish?(channel: string, message: string): Promise<unknown>
}

/** The channel on which a webhook handler says how a run ended: a `RunEnd` as JSON. A message may get lost. */
export const RUN_ENDS_CHANNEL = 'settled'
/** The ends that no proxy has settled yet, as one document, for processes that were not there to receive the message. */
export const RUN_ENDS_KEY = 'ends'
/** A run ends within six hours; its bill may be read a day later, from a history that nobody opened before. */
export const RUN_TTL_MS = 3 * 24 * 60 * 60 * 1000
/** Stands for a run's record once it is settled, so that no late answer restarts the run. */
export const SETTLED = 'settled'

/** A fast run ends before the answer to its submit has arrived, which takes two minutes at most. */
const EARLY_END_TTL_MS = 10 * 60 * 1000
/** About 50 kB. A proxy empties the document with each call; beyond it the oldest run is settled by a read. */
const MAX_ENDS = 500
const MAX_TRIES = 30
/** Longest wait between two tries, ms: full jitter. */
const MAX_WAIT_MS = 25

export const runKey = (requestId: string) => `run:${requestId.slice(0, 100)}`
export const earlyEndKey = (requestId: string) => `ended:${requestId.slice(0, 100)}`

/** What a request item says of its end, where the end and the bill are known. `COMPLETED` alone is neither. */
export function runEndOf(item: {
  id: string
  status?: unknown
  billingStatus?: unknown
  totalPrice?: unknown
}): RunEnd | undefined {
  const { id: requestId, status, billingStatus, totalPrice } = item
  if (status === 'FAILED' || status === 'CANCELLED' || (status === 'COMPLETED' && billingStatus === 'failed'))
    return { requestId, billingStatus: 'failed' }
  if (status !== 'COMPLETED' || (billingStatus !== 'charged' && billingStatus !== 'partial')) return undefined
  return { requestId, billingStatus, ...(typeof totalPrice === 'string' ? { totalPrice } : {}) }
}

/**
 * The record of a run that waits for its end; undefined where nobody follows the run or it is settled. An end that comes before
 * the record is written down: who writes the record looks for it afterwards, so that one of the two sees the other.
 */
export async function findOpenRun(store: RunEndStore, end: RunEnd): Promise<string | undefined> {
  const key = runKey(end.requestId)
  let text = await store.get(key)
  if (text === undefined) {
    await store.setIfAbsent(earlyEndKey(end.requestId), JSON.stringify(end), EARLY_END_TTL_MS)
    text = await store.get(key)
  }
  return text === SETTLED ? undefined : text
}

/** Hands the end of a run to the proxies with the same store: to those that listen, and to the next one that starts. */
export async function postRunEnd(store: RunEndStore, end: RunEnd): Promise<void> {
  if ((await findOpenRun(store, end)) === undefined) return
  await append(store, end)
  await store.publish?.(RUN_ENDS_CHANNEL, JSON.stringify(end))
}

async function append(store: RunEndStore, end: RunEnd): Promise<void> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const text = await store.get(RUN_ENDS_KEY)
    const ends = readRunEnds(text)
    if (ends.some(({ requestId }) => requestId === end.requestId)) return
    const next = JSON.stringify([...ends, end].slice(-MAX_ENDS))
    const isWritten =
      text === undefined
        ? await store.setIfAbsent(RUN_ENDS_KEY, next, RUN_TTL_MS)
        : await store.replace(RUN_ENDS_KEY, text, next, RUN_TTL_MS)
    if (isWritten) return
    await sleep(Math.random() * MAX_WAIT_MS)
  }
  throw new Error('Too many processes write the same document.')
}

/** The ends in a document or a message; what is none is left out. */
export function readRunEnds(text: string | undefined): RunEnd[] {
  if (text === undefined) return []
  try {
    const value: unknown = JSON.parse(text)
    return (Array.isArray(value) ? value : [value]).filter(isRunEnd)
  } catch {
    return []
  }
}

function isRunEnd(value: unknown): value is RunEnd {
  if (typeof value !== 'object' || value === null) return false
  const { requestId, billingStatus, totalPrice } = value as Partial<Record<keyof RunEnd, unknown>> // checked below
  return (
    typeof requestId === 'string' &&
    (billingStatus === 'charged' || billingStatus === 'partial' || billingStatus === 'failed') &&
    (totalPrice === undefined || typeof totalPrice === 'string')
  )
}
