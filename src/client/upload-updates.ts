/** How far an upload, or a group of them, has come. */
export interface Progress {
  /** Bytes sent. */
  loaded: number
  /** Bytes in all. */
  total: number
  /** 0–1, by bytes. Exactly 1 only after the server agreed. */
  ratio: number
  /** Bytes per second, smoothed; 0 while nothing moves. */
  bytesPerSecond: number
  /** Seconds left at that speed; undefined while it is unknown. */
  secondsRemaining: number | undefined
}

interface UploadUpdates {
  emit(): void
  onUploaded(listener: () => void): () => void
}

/** Tells those who list files that one more is up. One per client: `client.use(createUploadNews)`. */
export function createUploadUpdates(): UploadUpdates {
  const listeners = new Set<() => void>()
  return {
    emit() {
      for (const listener of listeners) listener()
    },
    onUploaded(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
