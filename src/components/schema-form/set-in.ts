import type { Path } from './path.js'

/** A copy with another value at a path; `undefined` removes the key. Only what lies on the way is copied. */
export function setIn(value: unknown, path: Path, next: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return next
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? [...(value as unknown[])] : []
    list[step] = setIn(list[step], rest, next)
    return list
  }
  const record = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const inner = setIn(Object.hasOwn(record, step) ? record[step] : undefined, rest, next)
  if (inner === undefined) return Object.fromEntries(Object.entries(record).filter(([key]) => key !== step))
  // Not by assignment: a key named __proto__ must become a key.
  return Object.fromEntries([...Object.entries(record).filter(([key]) => key !== step), [step, inner]])
}
