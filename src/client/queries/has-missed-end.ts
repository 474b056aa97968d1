import { outcomeOf, type RequestItem } from '../../protocol/request-item.js'

/**
 * Whether a history list, as it is `now`, has rows that ended since it was as `before`, that no update reported.
 * What stands below all that both know is a further page: old, not new.
 */
export function hasMissedEnd(
  before: readonly RequestItem[],
  now: readonly RequestItem[],
  isTracked: (id: string) => boolean,
): boolean {
  const known = new Map(before.map((item) => [item.id, item]))
  const lastShared = now.findLastIndex(({ id }) => known.has(id))
  return now.slice(0, lastShared < 0 ? undefined : lastShared + 1).some((item) => {
    const row = known.get(item.id)
    return isEnded(item) && !(row && isEnded(row)) && !isTracked(item.id)
  })
}

const isEnded = (item: RequestItem) => outcomeOf(item) !== 'pending'
