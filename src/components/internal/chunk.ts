import { useEffect, useSyncExternalStore } from 'react'

/** Code that is fetched apart: not asked for yet, under way, not reachable, or there. */
export type ChunkState<T> =
  { readonly state: 'idle' | 'loading' | 'failed' } | { readonly state: 'ready'; readonly value: T }

export interface Chunk<T> {
  read(): ChunkState<T>
  subscribe(listener: () => void): () => void
  /** Fetches it; does nothing where it is under way or there. Never rejects: `failed` is a state, and another call tries again. */
  load(): Promise<void>
  /** Fetches it for a component that is there now, but not right after a failure: the failure itself may have put it there. */
  want(): void
}

/** A browser may refuse code that failed once without asking the network again: to try at once would be an endless loop, ms. */
const RETRY_MS = 5_000

const IDLE = { state: 'idle' } as const

/** Code that a component fetches apart. What one component has loaded is there for the next. */
export function createChunk<T>(fetch: () => Promise<T>): Chunk<T> {
  let current: ChunkState<T> = IDLE
  let loading: Promise<void> | undefined
  let failedAt = -Infinity
  const listeners = new Set<() => void>()

  function set(next: ChunkState<T>) {
    current = next
    for (const listener of listeners) listener()
  }

  function load(): Promise<void> {
    if (current.state === 'ready') return Promise.resolve()
    if (!loading) {
      set({ state: 'loading' })
      loading = fetch().then(
        (value) => set({ state: 'ready', value }),
        () => {
          loading = undefined
          failedAt = performance.now()
          set({ state: 'failed' })
        },
      )
    }
    return loading
  }

  return {
    read: () => current,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    load,
    want() {
      if (performance.now() - failedAt > RETRY_MS) void load()
    },
  }
}

/** Fetches a chunk once it is wanted, after the first paint. On the server, and while hydrating, it is not there. */
export function useChunk<T>(chunk: Chunk<T>, isWanted = true): ChunkState<T> {
  const current = useSyncExternalStore(chunk.subscribe, chunk.read, readIdle)
  useEffect(() => {
    if (isWanted) chunk.want()
  }, [chunk, isWanted])
  return current
}

const readIdle = () => IDLE
