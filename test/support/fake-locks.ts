type Callback = (lock: { name: string } | null) => unknown

/** Web Locks, exclusive ones, as far as the library uses them. */
export function fakeLocks() {
  const last = new Map<string, Promise<unknown>>()
  return {
    request(name: string, ...rest: [Callback] | [LockOptions, Callback]): Promise<unknown> {
      const callback = rest.at(-1) as Callback
      const { ifAvailable, signal } = rest.length > 1 ? (rest[0] as LockOptions) : {}
      const before = last.get(name)
      if (before && ifAvailable) return Promise.resolve(null).then(callback)
      let isGranted = false
      const granted = Promise.resolve(before).then(() => {
        signal?.throwIfAborted()
        isGranted = true
        return callback({ name })
      })
      const left = granted
        .catch(() => {})
        .then(() => {
          if (last.get(name) === left) last.delete(name)
        })
      last.set(name, left)
      const calledOff = new Promise((_, reject) => {
        signal?.addEventListener('abort', () => isGranted || reject(signal.reason as Error))
      })
      return Promise.race([granted, calledOff])
    },
  }
}
