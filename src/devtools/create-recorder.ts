import { type ModelRunnerClient, outcomeOf } from '../index.js'
import { nothingRecorded, record, type Recorded, type RecordEvent, type Via } from './record.js'

/** Watchers are called at most this often, ms: more often no eye can follow. */
const SHOW_EVERY_MS = 100

/** Records what one client does, from the moment it is made. */
export interface Recorder {
  read(): Recorded
  subscribe(listener: () => void): () => void
  /** Forgets what was recorded; the client's own state stays. */
  clear(): void
  /** Starts to record; returns the function that ends it. */
  start(): () => void
}

export function createRecorder(client: ModelRunnerClient): Recorder {
  const { clock } = client.config
  let recorded = nothingRecorded
  const listeners = new Set<() => void>()
  /** Where items came from that arrived as the answer of a call. The others came over the stream. */
  const answered = new WeakMap<object, Via>()
  let stopShowing: (() => void) | undefined

  function apply(happened: RecordEvent) {
    recorded = record(recorded, happened)
    stopShowing ??= clock.after(SHOW_EVERY_MS, show)
  }
  function show() {
    stopShowing?.()
    stopShowing = undefined
    for (const listener of listeners) listener()
  }
  function remember(answer: unknown) {
    if (typeof answer !== 'object' || answer === null) return
    answered.set(answer, 'read')
    const rows = (answer as { data?: unknown }).data
    if (Array.isArray(rows)) {
      for (const row of rows as unknown[]) if (typeof row === 'object' && row) answered.set(row, 'polling')
    }
  }

  return {
    read: () => recorded,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    clear() {
      recorded = { ...nothingRecorded, connection: recorded.connection.slice(0, 1) }
      show()
    },
    start() {
      const stop = client.observe((event) => {
        const now = clock.now()
        switch (event.type) {
          case 'request': {
            const { item } = event
            const via = answered.get(item) ?? 'stream'
            return apply({ type: 'item', now, item, outcome: outcomeOf(item), via })
          }
          case 'connection':
            return apply({ type: 'connection', now, state: event.state })
          case 'call':
            remember(event.answer)
            return apply({ type: 'client', now, event })
          case 'put':
          case 'uploads':
            return apply({ type: 'client', now, event })
        }
      })
      return () => {
        stop()
        stopShowing?.()
        stopShowing = undefined
      }
    },
  }
}
