import type { Client } from '../client.js'
import { type Lifecycle, lifecycleSeconds } from '../transport/lifecycle.js'
import { isOpen } from './upload-item.js'
import type { UploadQueue } from './upload-list.js'

/** Longest that a URL is taken to be good without a check, ms: when an account's own setting deletes files is not known here. */
const MAX_KNOWN_MS = 60 * 60_000

/** Lists of one slot that are remembered although all of their files are up. */
const MAX_LEFT = 8

/** An upload in a list that users see. */
export interface ListedUpload {
  readonly queue: UploadQueue
  readonly id: string
}

/** What is known of a file: its URL, or where it is on its way. */
export type FileUrl =
  | { readonly state: 'up'; readonly url: string }
  | ({ readonly state: 'listed'; readonly isShown: boolean } & ListedUpload)

/** A list whose component is gone. */
export interface LeftList {
  readonly queue: UploadQueue
  /** What its component needs to show it again. */
  readonly state: unknown
  /** Ends what is done for it while nobody shows it. */
  stop(): void
}

/**
 * The one registry from a file to its URL, for forms, hooks and inputs: nothing is sent twice, and what a component
 * started is found again. One per client: `client.use(createFileUrls)`. Entries live as long as the file objects.
 */
export interface FileUrls {
  /** The URL of a file that went up lately, as long as it is sure to be there, or the upload that it waits for. */
  find(file: Blob, lifecycle: Lifecycle | undefined): FileUrl | undefined
  /** A file is up. */
  keep(file: Blob, lifecycle: Lifecycle | undefined, url: string): void
  /** A file was added to a list that users see. */
  list(file: Blob, lifecycle: Lifecycle | undefined, upload: ListedUpload): void
  /** A list is on show; returns the function that ends that. */
  show(queue: UploadQueue): () => void
  /** The component of a list is gone. `slot` is where it stood. */
  leave(slot: string, list: LeftList): void
  /** The lists that were left in a slot, the newest first: components of several owners may have stood there. */
  leftIn(slot: string): readonly LeftList[]
  /** The list is shown again. */
  resume(queue: UploadQueue): void
}

interface Entry {
  url?: string
  until: number
  listed?: ListedUpload
}

export function createFileUrls({ config: { clock } }: Client): FileUrls {
  const entries = new WeakMap<Blob, Map<unknown, Entry>>()
  const shown = new Map<UploadQueue, number>()
  const left = new Map<string, readonly LeftList[]>()

  function entryOf(file: Blob, lifecycle: Lifecycle | undefined): Entry {
    const ofFile = entries.get(file) ?? new Map<unknown, Entry>()
    entries.set(file, ofFile)
    const entry = ofFile.get(lifecycle?.expiresIn) ?? { until: -Infinity }
    ofFile.set(lifecycle?.expiresIn, entry)
    return entry
  }

  return {
    find(file, lifecycle) {
      const { url, until, listed } = entryOf(file, lifecycle)
      if (url !== undefined && clock.now() < until) return { state: 'up', url }
      // One that was cancelled there belongs to nobody: whoever wants it sends it.
      const { state = 'cancelled' } = listed?.queue.item(listed.id) ?? {}
      if (!listed || state === 'done' || state === 'cancelled') return undefined
      return { state: 'listed', isShown: shown.has(listed.queue), ...listed }
    },
    keep(file, lifecycle, url) {
      const lifeMs = lifecycle ? (lifecycleSeconds(lifecycle) ?? Infinity) * 1000 : Infinity
      // Half its life: what is submitted with it must still find it.
      const until = clock.now() + Math.min(lifeMs / 2, MAX_KNOWN_MS)
      Object.assign(entryOf(file, lifecycle), { url, until })
    },
    list(file, lifecycle, listed) {
      entryOf(file, lifecycle).listed = listed
    },
    show(queue) {
      shown.set(queue, (shown.get(queue) ?? 0) + 1)
      return () => {
        const count = (shown.get(queue) ?? 0) - 1
        if (count > 0) shown.set(queue, count)
        else shown.delete(queue)
      }
    },
    leave(slot, list) {
      // Whoever comes back for an older one has found it by now; one with open uploads still reports to its app.
      const others = (left.get(slot) ?? []).filter(
        ({ queue }, age) => age < MAX_LEFT || queue.store.getState().uploads.some(isOpen),
      )
      left.set(slot, [list, ...others])
    },
    leftIn: (slot) => left.get(slot) ?? [],
    resume(queue) {
      for (const [slot, lists] of left) {
        const others = lists.filter((list) => list.queue !== queue)
        if (others.length === lists.length) continue
        for (const list of lists) if (list.queue === queue) list.stop()
        if (others.length > 0) left.set(slot, others)
        else left.delete(slot)
      }
    },
  }
}
