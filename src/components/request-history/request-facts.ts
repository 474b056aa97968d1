import { isAmount } from '../../hooks/is-amount.js'
import type { HistoryMessages } from '../../messages/areas/history-messages.js'
import type { StatusMessages } from '../../messages/areas/status-messages.js'
import type { Outcome, RequestItem } from '../../protocol/request-item.js'
import { isCharged } from '../internal/is-charged.js'
import { safeUrl } from '../internal/safe-url.js'

/** Names of the field in which a model takes the user's words. */
const PROMPT_FIELDS = ['prompt', 'text', 'input', 'query', 'caption', 'lyrics', 'script']

/** Words longer than this are cut, characters: a row shows one line. */
const TITLE_LIMIT = 200

/** What a run was asked for. */
export function titleOf(request: RequestItem, messages: HistoryMessages): string {
  if (request.payloadsPurgedAt) return messages.historyPurged
  const input = Object(request.input) as Record<string, unknown>
  for (const field of PROMPT_FIELDS) {
    const value = input[field]
    if (typeof value === 'string' && value.trim()) return value.trim().slice(0, TITLE_LIMIT)
  }
  return messages.historyNoPrompt
}

/** The picture that went in, to compare with what came out. */
export function inputImageOf(input: Readonly<Record<string, unknown>>): string | undefined {
  return Object.entries(input)
    .flatMap(([name, value]) => (/image|picture|img|photo/i.test(name) ? [value].flat() : []))
    .map(safeUrl)
    .find((url) => url !== undefined)
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
