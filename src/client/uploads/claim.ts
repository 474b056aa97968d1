/**
 * Claims a file's record for one upload, in this page and across tabs; resolves with the function that gives it back,
 * or with undefined where another upload has it. Two uploads of one file at once would finish each other's parts.
 */
export async function claim(key: string, held: Set<string>): Promise<(() => void) | undefined> {
  if (held.has(key)) return undefined
  held.add(key)
  const release = await lockAcrossTabs(`modelrunner-react:upload:${key}`)
  if (!release) {
    held.delete(key)
    return undefined
  }
  return () => {
    held.delete(key)
    release()
  }
}

function lockAcrossTabs(name: string): Promise<(() => void) | undefined> {
  if (typeof navigator === 'undefined' || !navigator.locks) return Promise.resolve(() => {})
  return new Promise((resolve) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(undefined)
        return new Promise<void>((unlock) => resolve(unlock))
      })
      // Forbidden here (a sandboxed frame): this page alone is guarded.
      .catch(() => resolve(() => {}))
  })
}
