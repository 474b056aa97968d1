import { outcomeOf } from './outcome.js'
import type { RequestItem } from './request-item.js'
import { isTerminalState, stateRank } from './states.js'
import { timeOf } from './time-of.js'

/**
 * Whether `news` may replace what is `known` of the same request. Lists, details and the stream answer late, twice and
 * out of order: a request never moves back, an outcome once reached never changes, an older `updatedAt` loses.
 */
export function supersedes(
  news: RequestItem,
  known: Pick<RequestItem, 'status' | 'updatedAt'>,
  before = outcomeOf(known),
): boolean {
  const after = outcomeOf(news)
  if (before !== 'pending' && after !== before) return false
  if (isTerminalState(known.status) && news.status !== known.status) return false
  if (stateRank(news.status) < stateRank(known.status)) return false
  const older = (timeOf(news.updatedAt) ?? Infinity) < (timeOf(known.updatedAt) ?? -Infinity)
  // A first final word is final whatever its timestamp says.
  return !older || (before === 'pending' && after !== 'pending')
}
