import type { RequestItem } from '../../protocol/request-item.js'
import { outcomeOf } from '../../protocol/outcome.js'
import { isTerminalState, stateRank } from '../../protocol/states.js'
import { errorFromItem } from '../errors/from-item.js'
import type { LiveRequest } from './live-requests.js'

/**
 * What is known after a piece of news. News comes late, twice and out of order: it never moves a request
 * back, and an outcome once reached never changes. Returns `known` itself where nothing changes.
 */
export function advance(known: LiveRequest, item: RequestItem, now: number): LiveRequest {
  if (isStale(known, item)) return known
  const outcome = outcomeOf(item)
  // An item of the stream may lack what an earlier read brought.
  const request = Object.keys(known.request ?? {}).some((key) => !(key in item))
    ? { ...known.request, ...item }
    : item
  const running = item.status === 'IN_PROGRESS'
  return {
    id: known.id,
    endpoint: known.endpoint ?? item.requestedModelEndpoint ?? item.modelEndpoint,
    status: item.status,
    outcome,
    request,
    error:
      outcome === 'failed'
        ? ((known.outcome === 'failed' ? known.error : undefined) ?? errorFromItem(request))
        : undefined,
    submittedAt: time(item.createdAt) ?? known.submittedAt,
    startedAt: known.startedAt ?? (running ? (time(item.updatedAt) ?? now) : undefined),
    finishedAt: outcome === 'pending' ? undefined : (known.finishedAt ?? time(item.updatedAt) ?? now),
  }
}

function isStale(known: LiveRequest, item: RequestItem): boolean {
  if (known.status === undefined) return false
  const outcome = outcomeOf(item)
  if (known.outcome !== 'pending' && outcome !== known.outcome) return true
  if (isTerminalState(known.status) && item.status !== known.status) return true
  if (stateRank(item.status) < stateRank(known.status)) return true
  const older = (time(item.updatedAt) ?? Infinity) < (time(known.request?.updatedAt) ?? -Infinity)
  // A final word is final whatever its timestamp says.
  return older && (outcome === 'pending' || known.outcome !== 'pending')
}

function time(value: string | undefined): number | undefined {
  const ms = value ? Date.parse(value) : NaN
  return Number.isNaN(ms) ? undefined : ms
}
