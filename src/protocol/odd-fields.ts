import { isArrayShape, kindOf, misfits, type Shape } from './shape.js'

/** The value without the optional fields that are of another kind than theirs: they count as not given. Itself where there are none. */
export function withoutOddFields(value: unknown, shape: Shape): unknown {
  if (typeof shape === 'string') return value
  if (isArrayShape(shape)) {
    if (!Array.isArray(value)) return value
    const entries = value.map((entry) => withoutOddFields(entry, shape[0]))
    return entries.some((entry, index) => entry !== value[index]) ? entries : value
  }
  if (kindOf(value) !== 'object') return value
  const record = value as Record<string, unknown>
  let kept = record
  for (const [key, inner] of Object.entries(shape)) {
    const isOdd = typeof inner === 'string' && inner.endsWith('?') && misfits(record[key], inner).length > 0
    const field = isOdd ? undefined : withoutOddFields(record[key], inner)
    if (field !== record[key]) kept = { ...kept, [key]: field }
  }
  return kept
}

/** Those of a list that can be used: one odd record must not hide the others. */
export function usableOf<T>(list: readonly T[], shape: Shape): T[] {
  // What fits the shape of its type is of it.
  const entries = list.map((entry) => withoutOddFields(entry, shape) as T)
  return entries.filter((entry) => !misfits(entry, shape).length)
}
