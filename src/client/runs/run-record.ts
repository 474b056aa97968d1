import { isRecord } from '../../shared/json.js'
import type { ClientConfig } from '../config.js'
import type { SubmitOptions } from './submit-options.js'

/** What a run leaves behind so that it is found again after a reload. Written before the POST leaves. */
export interface RunRecord {
  version: 2
  clientId: string
  endpoint: string
  /** With URLs in place of files. Left out where it is too large to store: then the submit is not sent again. */
  input?: unknown
  /** Of the input as it was given: the same in two tabs that were clicked with the same. */
  digest: string
  options: SubmitOptions
  /** ms since the epoch */
  at: number
  /** Whether a POST may have left. */
  isSent: boolean
  requestId?: string
  /** Whether the error of a submit that may have arrived was passed to the callbacks. */
  isNotified?: boolean
}

/** A record older than this is of no use: the platform ends every request within six hours, ms. */
export const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000

const OURS = /^modelrunner:(run|notified|draft):/

/** Names that are never used again would fill the origin's storage: what is too old to be resumed is removed, whoever's it is. */
export function removeOld({ storage, clock }: ClientConfig): void {
  if (!storage) return
  try {
    for (const key of keysOf(storage)) {
      const kept = OURS.test(key) && parse(() => storage.getItem(key))
      if (isRecord(kept) && clock.now() - Number(kept.at) > MAX_AGE_MS) storage.removeItem(key)
    }
  } catch {
    // Blocked storage holds nothing either.
  }
}

/** Leaves the newest of what is stored under a prefix. */
export function removeOldest(storage: Storage, prefix: string, most: number): void {
  const kept = keysOf(storage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => ({ key, value: parse(() => storage.getItem(key)) }))
    .map(({ key, value }) => ({ key, at: isRecord(value) ? Number(value.at) : 0 }))
    .sort((a, b) => b.at - a.at)
  for (const { key } of kept.slice(most)) storage.removeItem(key)
}

const keysOf = (storage: Storage) =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')

export function parse(read: () => string | null | undefined): unknown {
  try {
    return JSON.parse(read() ?? 'null')
  } catch {
    return undefined
  }
}

export function isRunRecord(value: unknown): value is RunRecord {
  return (
    isRecord(value) &&
    value.version === 2 &&
    typeof value.clientId === 'string' &&
    typeof value.at === 'number' &&
    isRecord(value.options)
  )
}

/** Without the callbacks, which no storage can hold. */
export function storable(options: SubmitOptions): SubmitOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => typeof value !== 'function'))
}

/** Tells inputs apart: 53 bits of their JSON (cyrb53), files by name, size and type. */
export function digestOf(input: unknown): string {
  const text =
    JSON.stringify(input, (_, value: unknown) =>
      value instanceof Blob ? [(value as File).name, value.size, value.type] : value,
    ) ?? ''
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}
