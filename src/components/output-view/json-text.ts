/** Stands where a value holds itself. */
const AGAIN = '[…]'

/** Deeper values come of no model, and the engine itself gives up not far below. */
const MAX_LEVELS = 500

/** A value as JSON text, also one that JSON cannot write whole: cycles, bigints, functions, endless depth. Never throws. */
export function jsonText(value: unknown, indent?: number): string {
  // What was entered on the way to the value at hand.
  const above: unknown[] = []
  try {
    const text = JSON.stringify(
      value,
      function (this: unknown, _key, inner: unknown) {
        if (typeof inner !== 'object' || inner === null) return plain(inner)
        while (above.length > 0 && above.at(-1) !== this) above.pop()
        if (above.length >= MAX_LEVELS || above.includes(inner)) return AGAIN
        above.push(inner)
        return inner
      },
      indent,
    ) as string | undefined
    return text ?? String(value)
  } catch {
    // A getter or `toJSON` that throws; what makes a text of it may throw as well.
    return AGAIN
  }
}

function plain(value: unknown): unknown {
  return ['bigint', 'function', 'symbol'].includes(typeof value) ? String(value) : value
}
