/** Where a value stands in the input: property names and array indexes. */
export type Path = readonly (string | number)[]

/** A path as text: `images.0.url`. */
export function pathKey(path: Path): string {
  return path.join('.')
}

/** The value at a path, or undefined where the way ends early. */
export function getIn(value: unknown, path: Path): unknown {
  let at = value
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    at = (at as Record<string | number, unknown>)[step]
  }
  return at
}

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

/** What an app said of a name. The names come from a model's schema, and may be those of every object: `constructor`. */
export function ownValue<T>(values: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return values && Object.hasOwn(values, name) ? values[name] : undefined
}
