import type { Time } from '../../src/client/environment.js'

/**
 * localStorage as two tabs of a browser see it that keeps a copy per process: each reads its own writes at once, and the
 * other's a moment later, when it is told of them.
 */
export function laggingStorages(clock: Time, lagMs: number): [Storage, Storage] {
  const sides = [new Map<string, string>(), new Map<string, string>()] as const
  const set = (items: Map<string, string>, key: string, value: string | null) => {
    if (value === null) items.delete(key)
    else items.set(key, value)
  }
  const of = (own: Map<string, string>, others: Map<string, string>): Storage => {
    const write = (key: string, newValue: string | null) => {
      set(own, key, newValue)
      clock.after(lagMs, () => {
        set(others, key, newValue)
        window.dispatchEvent(new StorageEvent('storage', { key, newValue }))
      })
    }
    return {
      get length() {
        return own.size
      },
      key: (index) => [...own.keys()][index] ?? null,
      getItem: (key) => own.get(key) ?? null,
      setItem: (key, value) => write(key, value),
      removeItem: (key) => write(key, null),
      clear: () => own.clear(),
    }
  }
  return [of(sides[0], sides[1]), of(sides[1], sides[0])]
}
