import { misfits } from '../../protocol/shape.js'
import { requestItemShape, type RequestItem, type StreamEvent } from '../../protocol/request-item.js'

/** One message of the stream, or undefined where it is not one we know. The type may stand in the field, the data, or both. */
export function decodeEvent(field: string | undefined, data: string): StreamEvent | undefined {
  let body: { type?: unknown; requests?: unknown; request?: unknown }
  try {
    body = JSON.parse(data)
  } catch {
    return undefined
  }
  if (typeof body !== 'object' || body === null) return undefined
  const type = body.type ?? field
  if (type === 'snapshot' && Array.isArray(body.requests))
    return { type, requests: body.requests.filter(isItem) }
  if (type === 'update' && isItem(body.request)) return { type, request: body.request }
  return undefined
}

function isItem(value: unknown): value is RequestItem {
  return !misfits(value, requestItemShape).length
}
