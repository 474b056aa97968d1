import type { Refusal } from '../../client/uploads/refusals.js'

interface Room {
  /** Entries that are there. */
  count: number
  multiple: boolean
  maxItems?: number
}

/** What cannot be taken: what was `found` wrong with it, or that there is no room. Where there is room for one, the first that fits is taken. */
export function fieldRefusals(names: readonly string[], found: readonly Refusal[], room: Room): Refusal[] {
  const { count, multiple, maxItems = Infinity } = room
  const left = multiple ? Math.max(0, maxItems - count) : 1
  const fit = names.flatMap((_, at) => (found.some(({ index }) => index === at) ? [] : at))
  const surplus = fit.slice(left).map((index): Refusal => {
    return {
      index,
      name: names[index] ?? '',
      reason: { code: 'too-many', maxFiles: multiple ? maxItems : 1 },
    }
  })
  return [...found, ...surplus].sort((a, b) => a.index - b.index)
}
