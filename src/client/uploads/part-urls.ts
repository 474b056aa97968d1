import { UPLOAD_URL_TTL_MS } from '../../protocol/limits.js'
import type { Clock } from '../clock.js'

/** A URL that was asked for ahead is used for so long, ms: it must outlive the wait for a connection. */
const AHEAD_MS = UPLOAD_URL_TTL_MS / 2

export interface PartUrls {
  /** Asks ahead, while the part before is still on its way; the first of `candidates` that was not asked for yet. */
  askAhead(candidates: readonly number[]): void
  /** The URL for a part that starts now; each is handed out once. */
  take(part: number, mustBeFresh: boolean): Promise<string>
}

/** Part URLs right before use: signed while the last part is still being sent, so that no connection stands idle for it. */
export function createPartUrls(ask: (part: number) => Promise<string>, clock: Clock): PartUrls {
  const ahead = new Map<number, { url: Promise<string>; askedAt: number }>()
  return {
    askAhead(candidates) {
      const part = candidates.find((candidate) => !ahead.has(candidate))
      if (part === undefined) return
      const url = ask(part)
      // Whoever takes it sees the failure; if nobody does, it does not matter.
      url.catch(() => {})
      ahead.set(part, { url, askedAt: clock.now() })
    },
    take(part, mustBeFresh) {
      const known = ahead.get(part)
      ahead.delete(part)
      const isUsable = known && !mustBeFresh && clock.now() - known.askedAt < AHEAD_MS
      return isUsable ? known.url : ask(part)
    },
  }
}
