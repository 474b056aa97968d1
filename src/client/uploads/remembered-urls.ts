import type { ModelRunnerClient } from '../model-runner-client.js'
import type { Lifecycle } from '../transport/lifecycle-header.js'
import { lifecycleSeconds } from '../transport/lifecycle-seconds.js'

/** Longest that a URL is taken to be good without a look, ms: when an account's own setting deletes files is not known here. */
const MAX_KNOWN_MS = 60 * 60_000

export interface RememberedUrls {
  /** The URL of a file that went up lately, as long as it is sure to be there. */
  find(file: Blob, lifecycle: Lifecycle | undefined): string | undefined
  keep(file: Blob, lifecycle: Lifecycle | undefined, url: string): void
}

/** URLs of files that went up, for an input or in a list: a submit sends only what is missing. They live as long as the file object. */
export function createRememberedUrls({ config: { clock } }: ModelRunnerClient): RememberedUrls {
  const entries = new WeakMap<Blob, Map<unknown, { url: string; until: number }>>()
  return {
    find(file, lifecycle) {
      const entry = entries.get(file)?.get(lifecycle?.expiresIn)
      return entry && clock.now() < entry.until ? entry.url : undefined
    },
    keep(file, lifecycle, url) {
      const lifeMs = lifecycle ? (lifecycleSeconds(lifecycle) ?? Infinity) * 1000 : Infinity
      // Half its life: what is submitted with it must still find it.
      const until = clock.now() + Math.min(lifeMs / 2, MAX_KNOWN_MS)
      const ofFile = entries.get(file) ?? new Map<unknown, { url: string; until: number }>()
      entries.set(file, ofFile.set(lifecycle?.expiresIn, { url, until }))
    },
  }
}
