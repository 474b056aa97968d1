import { type RequestItem, outcomeOf, supersedes, timeOf, withInputOf } from '../../protocol/request-item.js'
import { errorFromItem } from '../errors/from-item.js'
import type { LiveRequest } from './live-requests.js'

/**
 * What is known after an update. Updates arrive late, twice and out of order: it never moves a request
 * back, and an outcome once reached never changes. Returns `known` itself where nothing changes.
 */
export function advance(known: LiveRequest, item: RequestItem, now: number): LiveRequest {
  const { status } = known
  if (status && !supersedes(item, known.request ?? { status }, known.outcome)) {
    const request = known.request && withInputOf(known.request, item)
    return request === known.request ? known : { ...known, request }
  }
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
    submittedAt: timeOf(item.createdAt) ?? known.submittedAt,
    startedAt: known.startedAt ?? (running ? (timeOf(item.updatedAt) ?? now) : undefined),
    finishedAt: outcome === 'pending' ? undefined : (known.finishedAt ?? timeOf(item.updatedAt) ?? now),
  }
}
