/** Outputs may be nested deeper than a stack is. */
const DEPTH = 20

/**
 * `next`, changed to be made of the parts of `known` wherever they say the same: most of an update repeats what was
 * known, and what is repeated need not be kept twice. Where all is the same, `known` itself.
 */
export function keepKnown<T>(known: unknown, next: T, depth = DEPTH): T {
  if (Object.is(known, next)) return known as T
  if (!depth || typeof known !== 'object' || typeof next !== 'object' || !known || !next) return next
  if (Array.isArray(known) !== Array.isArray(next)) return next
  const from = known as Record<string, unknown>
  const to = next as Record<string, unknown>
  let isSame = true
  for (const key in to) {
    if (Object.hasOwn(from, key)) to[key] = keepKnown(from[key], to[key], depth - 1)
    if (from[key] !== to[key]) isSame = false
  }
  for (const key in from) if (!Object.hasOwn(to, key)) isSame = false
  return isSame ? (known as T) : next
}
