export interface UploadNews {
  tell(): void
  onUploaded(listener: () => void): () => void
}

/** Tells those who list files that one more is up. One per client: `client.use(createUploadNews)`. */
export function createUploadNews(): UploadNews {
  const listeners = new Set<() => void>()
  return {
    tell() {
      for (const listener of listeners) listener()
    },
    onUploaded(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
