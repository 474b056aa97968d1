export interface UploadUpdates {
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
