export interface Slots {
  /** Waits for a slot; resolves with the function that gives it back. Rejects with the signal's reason when aborted. */
  acquire(owner: object, signal: AbortSignal): Promise<() => void>
  /** Slots grow with what an app asks for; they never shrink. */
  atLeast(count: number): void
}

interface Waiting {
  owner: object
  grant(): void
}

/**
 * A fixed number of slots, shared fairly: a free one goes to the owner that holds fewest, then to who came first.
 * One file with a thousand parts does not keep the next file waiting.
 */
export function createSlots(count: number): Slots {
  let free = count
  let size = count
  const held = new Map<object, number>()
  const waiting: Waiting[] = []

  function change(owner: object, by: number): void {
    const now = (held.get(owner) ?? 0) + by
    if (now > 0) held.set(owner, now)
    else held.delete(owner)
  }

  function next(): void {
    while (free > 0 && waiting.length > 0) {
      let best = 0
      waiting.forEach(({ owner }, index) => {
        const holder = waiting[best]
        if (holder && (held.get(owner) ?? 0) < (held.get(holder.owner) ?? 0)) best = index
      })
      const [chosen] = waiting.splice(best, 1)
      if (!chosen) return
      free -= 1
      change(chosen.owner, 1)
      chosen.grant()
    }
  }

  return {
    acquire: (owner, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason)
        const entry: Waiting = {
          owner,
          grant() {
            signal.removeEventListener('abort', onAbort)
            let isHeld = true
            resolve(() => {
              if (!isHeld) return
              isHeld = false
              free += 1
              change(owner, -1)
              next()
            })
          },
        }
        const onAbort = () => {
          waiting.splice(waiting.indexOf(entry), 1)
          reject(signal.reason)
        }
        signal.addEventListener('abort', onAbort, { once: true })
        waiting.push(entry)
        next()
      }),
    atLeast(wanted) {
      if (wanted <= size) return
      free += wanted - size
      size = wanted
      next()
    },
  }
}
