import { isRecord } from '../errors/is-record.js'
import type { ClientConfig } from '../config.js'
import { MAX_AGE_MS } from './run-record.js'

const OURS = /^modelrunner:(run|told):/

/** Names that are never used again would fill the origin's storage: what is too old to be taken up is removed, whoever's it is. */
export function removeOldRecords({ storage, clock }: ClientConfig): void {
  if (!storage) return
  try {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
    for (const key of keys)
      if (OURS.test(key) && ageOf(storage.getItem(key), clock.now()) > MAX_AGE_MS) storage.removeItem(key)
  } catch {
    // Blocked storage holds nothing either.
  }
}

/** ms; NaN where it does not say when it began. */
function ageOf(text: string | null, now: number): number {
  try {
    const kept: unknown = JSON.parse(text ?? '')
    return isRecord(kept) ? now - Number(kept.at) : NaN
  } catch {
    return NaN
  }
}
