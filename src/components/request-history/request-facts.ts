import { isAmount } from '../../hooks/is-amount.js'
import type { HistoryMessages } from '../../messages/areas/history-messages.js'
import type { StatusMessages } from '../../messages/areas/runner-messages.js'
import type { Outcome, RequestItem } from '../../protocol/request-item.js'
import { promptOf } from '../internal/input-facts.js'
import { isCharged } from '../internal/is-charged.js'
import { safeUrl } from '../internal/safe-url.js'

/** Words longer than this are cut, characters: a row shows one line. */
const TITLE_LIMIT = 200

/** What a run was asked for. */
export function titleOf(request: RequestItem, messages: HistoryMessages): string {
  if (request.payloadsPurgedAt) return messages.historyPurged
  return promptOf(request.input)?.slice(0, TITLE_LIMIT) ?? messages.historyNoPrompt
}

/** A picture of what came out. The field is untyped: a list of URLs or of objects with one. */
export function thumbnailOf(request: RequestItem): string | undefined {
  const list = Array.isArray(request.thumbnails) ? (request.thumbnails as unknown[]) : [request.thumbnails]
  for (const entry of list) {
    const url = safeUrl(typeof entry === 'string' ? entry : Object(entry ?? {}).url)
    if (url) return url
  }
  return undefined
}

/** The state of a run in words. */
export function statusText(
  request: RequestItem,
  outcome: Outcome,
  messages: HistoryMessages & StatusMessages,
): string {
  switch (outcome) {
    case 'succeeded':
      return messages.statusSucceeded
    case 'failed':
      return messages.statusFailed
    case 'cancelled':
      return messages.statusCancelled
    case 'pending':
      if (request.status === 'COMPLETED') return messages.statusSettling
      return request.status === 'IN_PROGRESS' ? messages.statusRunning : messages.statusQueued
    default:
      return outcome satisfies never
  }
}

/** What a run cost, once it is over. */
export function priceText(
  request: RequestItem,
  outcome: Outcome,
  messages: HistoryMessages & StatusMessages,
): string | undefined {
  if (outcome === 'pending') return undefined
  if (outcome === 'succeeded' || isCharged(request)) {
    return isAmount(request.totalPrice) ? messages.historyPrice(request.totalPrice) : undefined
  }
  return messages.historyNotCharged
}
