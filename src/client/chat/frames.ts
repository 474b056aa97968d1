import type { Time } from '../environment.js'
import type { ChatDelta } from './reduce.js'

/** Frames do not come while the page is hidden: then text is handed on this often, ms. */
const HIDDEN_FRAME_MS = 100

/** Gathers what arrives and hands it on at most once a frame; the first at once. */
export function createFrames(clock: Time, flushTo: (delta: ChatDelta) => void) {
  let gathered: ChatDelta | undefined
  let isFirst = true
  let cancel: (() => void) | undefined
  const flush = () => {
    cancel?.()
    cancel = undefined
    const delta = gathered
    gathered = undefined
    if (delta) flushTo(delta)
  }
  return {
    flush,
    end: () => cancel?.(),
    add(delta: ChatDelta) {
      gathered = gathered
        ? {
            text: gathered.text + delta.text,
            reasoning: gathered.reasoning + delta.reasoning,
            images: [...(gathered.images ?? []), ...(delta.images ?? [])],
            requestId: delta.requestId ?? gathered.requestId,
            usage: delta.usage ?? gathered.usage,
            toolCalls: delta.toolCalls ?? gathered.toolCalls,
          }
        : delta
      if (isFirst && (delta.text || delta.reasoning)) {
        isFirst = false
        flush()
      } else cancel ??= onNextFrame(clock, flush)
    },
  }
}

function onNextFrame(clock: Time, run: () => void): () => void {
  const stopTimer = clock.after(HIDDEN_FRAME_MS, run)
  const frame = globalThis.requestAnimationFrame?.(run)
  return () => {
    stopTimer()
    if (frame !== undefined) globalThis.cancelAnimationFrame(frame)
  }
}
