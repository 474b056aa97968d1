import { isRecord, ownerOf, withoutOwner } from '../isolation/user-metadata.js'

/** A request of the stream, serialized once for all browsers that get it. */
export interface WireRequest {
  id: string
  status: string
  updatedAt: string
  owner: string | undefined
  /** As browsers see it: without the owner's mark. */
  json: string
}

export type HubEvent =
  { type: 'snapshot'; requests: WireRequest[] } | { type: 'update'; request: WireRequest }

/** Reads one event. The type may stand in the event field, in the data, or in both; anything else is no event. */
export function readStreamEvent(name: string | undefined, data: string): HubEvent | undefined {
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch {
    return undefined
  }
  if (!isRecord(value)) return undefined
  const type = typeof value['type'] === 'string' ? value['type'] : name
  if (type === 'snapshot' && Array.isArray(value['requests'])) {
    return { type, requests: value['requests'].flatMap((item) => wireRequest(item) ?? []) }
  }
  const request = type === 'update' ? wireRequest(value['request']) : undefined
  return request && { type: 'update', request }
}

function wireRequest(item: unknown): WireRequest | undefined {
  if (!isRecord(item) || typeof item['id'] !== 'string' || typeof item['status'] !== 'string')
    return undefined
  return {
    id: item['id'],
    status: item['status'],
    updatedAt: typeof item['updatedAt'] === 'string' ? item['updatedAt'] : '',
    owner: ownerOf(item),
    json: JSON.stringify(withoutOwner(item)),
  }
}
