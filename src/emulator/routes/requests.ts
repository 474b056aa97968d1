import type { RequestItem } from '../../protocol/request-item.js'
import { HttpError, jsonResponse } from '../http/answers.js'
import { paginate, readPage } from '../http/paging.js'
import { readJson } from '../http/read-json.js'
import type { Call, Route } from '../http/route.js'
import { isTerminal, type RequestRecord } from '../lifecycle/request-record.js'
import { collectUrls } from '../files/collect-urls.js'
import { mediaKey } from '../media/media-store.js'

/** The account-wide routes: list, item, payloads, visibility. */
export const requestRoutes: Route[] = [
  { name: 'list', method: 'GET', path: '/queue/requests', handle: list },
  {
    name: 'item',
    method: 'GET',
    path: '/queue/requests/:id',
    handle: (call) => jsonResponse(findRequest(call).item),
  },
  { name: 'purge', method: 'DELETE', path: '/queue/requests/:id/payloads', handle: purge },
  { name: 'visibility', method: 'PATCH', path: '/queue/requests/:id/visibility', handle: visibility },
]

function list({ world, url: { searchParams: query } }: Call): Response {
  const wanted = {
    modelEndpoint: query.getAll('modelEndpoint'),
    deploymentId: query.getAll('deploymentId'),
    status: query.getAll('status').flatMap((each) => each.split(',')),
  }
  const metadata = readMetadata(query.get('metadata'))
  const fits = (item: RequestItem): boolean =>
    isOneOf(item.modelEndpoint, wanted.modelEndpoint) &&
    isOneOf(item.deploymentId, wanted.deploymentId) &&
    isOneOf(item.status, wanted.status) &&
    metadata.every(([key, value]) => item.metadata?.[key] === value)
  const newestFirst = [...world.lifecycle.records.values()].map((record) => record.item).reverse()
  const { rows, counts } = paginate(newestFirst.filter(fits), readPage(query))
  return jsonResponse({ ...counts, data: rows })
}

function isOneOf(value: string | undefined, wanted: readonly string[]): boolean {
  return wanted.length === 0 || (value !== undefined && wanted.includes(value))
}

function readMetadata(text: string | null): [string, unknown][] {
  if (text === null) return []
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value && !Array.isArray(value)) return Object.entries(value)
  } catch {
    // Falls through: the text is no JSON.
  }
  throw new HttpError(400, [
    { code: 'custom', path: ['metadata'], message: 'Must be a JSON object of strings' },
  ])
}

function purge(call: Call): Response {
  const record = findRequest(call)
  const { item } = record
  if (!isTerminal(item.status)) throw new HttpError(409, 'The request is not finished')
  if (item.billingStatus === 'pending') throw new HttpError(409, 'The request is not charged yet')
  if (item.public) throw new HttpError(409, 'The request is published')
  const results = collectUrls(item.output).flatMap((url) => {
    const key = mediaKey(url)
    return key === undefined ? [] : [{ url, deleted: call.world.media.delete(key) }]
  })
  if (item.payloadsPurgedAt === undefined) call.world.lifecycle.purge(record)
  return jsonResponse({ request_id: item.id, payloads_deleted: true, cdn_delete_results: results })
}

async function visibility(call: Call): Promise<Response> {
  const record = findRequest(call)
  const { public: isPublic } = await readJson(call.request)
  if (typeof isPublic !== 'boolean') {
    throw new HttpError(400, [{ code: 'invalid_type', path: ['public'], message: 'Expected boolean' }])
  }
  record.item.public = isPublic
  return jsonResponse(record.item)
}

/** The request a call names; 400 for what is no id, 404 where there is none, or not under this endpoint. */
export function findRequest({ world, params, entry }: Call): RequestRecord {
  const { id = '', endpoint } = params
  entry.requestId = id
  if (!/^[\w-]{1,64}$/.test(id)) throw new HttpError(400, 'Malformed request id')
  const record = world.lifecycle.records.get(id)
  const isHere =
    endpoint === undefined ||
    endpoint === record?.item.modelEndpoint ||
    endpoint === record?.item.requestedModelEndpoint
  if (!record || !isHere) throw new HttpError(404, 'Request not found')
  return record
}
