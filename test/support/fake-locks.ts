type Callback = (lock: { name: string } | null) => unknown

/** Web Locks, exclusive ones, as far as the library uses them. */
export function fakeLocks() {
  const last = new Map<string, Promise<unknown>>()
  return {
    request(name: string, ...rest: [Callback] | [LockOptions, Callback]): Promise<unknown> {
      const callback = rest.at(-1) as Callback
      const before = last.get(name)
      if (before && rest.length > 1 && (rest[0] as LockOptions).ifAvailable)
        return Promise.resolve(null).then(callback)
      const held = Promise.resolve(before).then(() => callback({ name }))
      const left = held
        .catch(() => {})
        .then(() => {
          if (last.get(name) === left) last.delete(name)
        })
      last.set(name, left)
      return held
    },
  }
}
