import type { RequestItem } from '../../protocol/request-item.js'
import { HttpError, jsonResponse } from '../http/answers.js'
import { paginate, readPage } from '../http/paging.js'
import { readJson } from '../http/read-json.js'
import type { Call, Route } from '../http/route.js'
import { isTerminal, type RequestRecord } from '../lifecycle/request-record.js'
import { collectUrls } from '../files/collect-urls.js'
import { mediaKey } from '../media/media-store.js'
import type { Hosts } from '../../protocol/hosts.js'
import { isLanguageModel } from './chat.js'
import { HEADERS } from '../../protocol/headers.js'
import { RESERVED_INPUT_KEYS, type Metadata } from '../../protocol/queue-envelope.js'
import type { EmulatedModel } from '../catalog/emulated-model.js'
import { checkReserved, isEndpoint } from '../validation/check-reserved.js'
import { validateInput } from '../validation/check-schema.js'
import { readWebhookTarget } from '../webhooks/webhook-target.js'
import { MAX_LIFECYCLE_SECONDS, MIN_LIFECYCLE_SECONDS } from '../../protocol/limits.js'

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

const REQUEST = '/queue/:endpoint{.+}/requests/:id'

/** The routes under an endpoint: status, result, cancel. */
export const runRoutes: Route[] = [
  { name: 'status', method: 'GET', path: `${REQUEST}/status`, handle: status },
  { name: 'cancel', method: 'PUT', path: `${REQUEST}/cancel`, handle: cancel },
  { name: 'cancel', method: 'GET', path: `${REQUEST}/cancel`, handle: cancel },
  { name: 'result', method: 'GET', path: REQUEST, handle: result },
]

/** Never carries output. HTTP 400 with the same envelope when FAILED. */
function status(call: Call): Response {
  const record = findRequest(call)
  const withLogs = ['1', 'true'].includes(call.url.searchParams.get('logs') ?? '')
  const envelope = queueEnvelope(record, call.hosts, { withLogs })
  return jsonResponse(envelope, record.item.status === 'FAILED' ? 400 : 200)
}

function cancel(call: Call): Response {
  const record = findRequest(call)
  call.world.lifecycle.cancel(record)
  return jsonResponse(queueEnvelope(record, call.hosts), record.item.status === 'FAILED' ? 400 : 200)
}

function result(call: Call): Response {
  const { item, end } = findRequest(call)
  if (!isTerminal(item.status)) {
    throw new HttpError(call.world.settings.unfinishedStatus, 'The request is not finished yet')
  }
  if (item.status === 'CANCELLED') throw new HttpError(422, 'The request was cancelled')
  if (end?.kind === 'failed') {
    const details = {
      ...(end.code !== undefined && { code: end.code }),
      ...(end.validationErrors && { validationErrors: end.validationErrors }),
    }
    throw new HttpError(422, end.error, Object.keys(details).length > 0 ? { details } : {})
  }
  if (end?.kind === 'force-failed') throw new HttpError(422, end.error)
  return jsonResponse(item)
}

/** What submit, status and cancel answer. */
export function queueEnvelope(
  { item, logs }: RequestRecord,
  hosts: Hosts,
  { withLogs = false } = {},
): Record<string, unknown> {
  const base = `${hosts.queue}/${item.modelEndpoint}/requests/${item.id}`
  return {
    status: item.status,
    request_id: item.id,
    response_url: base,
    status_url: `${base}/status`,
    cancel_url: `${base}/cancel`,
    queue_position: 0,
    logs: withLogs ? logs : null,
    ...(item.inferenceTime !== undefined && { metrics: { inference_time: item.inferenceTime / 1000 } }),
    ...(item.status === 'FAILED' && { error: item.error }),
  }
}

/** `POST /{endpoint}`: checks everything that can be refused, then queues. */
export const submitRoutes: Route[] = [
  { name: 'submit', method: 'POST', path: '/queue/:endpoint{.+}', handle: submit },
]

async function submit(call: Call): Promise<Response> {
  const { world, request, params, hosts } = call
  const endpoint = params['endpoint'] ?? ''
  if (!isEndpoint(endpoint)) throw new HttpError(400, `"${endpoint}" is not an endpoint id (owner/alias)`)
  const body = await readJson(request)
  const model = world.catalog.get(endpoint)
  if (!model) throw new HttpError(404, `Model "${endpoint}" not found`)
  if (isLanguageModel(model)) {
    throw new HttpError(400, `"${endpoint}" is a language model: POST /${endpoint}/chat/completions`)
  }
  const input = inputOf(body)
  refuse(call, model, input)
  const issues = [...checkReserved(body, world.settings), ...validateInput(model.schemas ?? {}, input)]
  if (issues.length > 0) throw new HttpError(400, issues, { message: 'Validation failed' })
  const webhook = readWebhookTarget(body)
  const record = world.lifecycle.submit({
    model,
    requestedEndpoint: endpoint,
    input,
    // checkReserved has seen that it is a flat map of strings.
    ...(body['metadata'] !== undefined && { metadata: body['metadata'] as Metadata }),
    isPublic: body['public'] === true,
    ...readLifecycle(request.headers),
    isStored: readStoreIo(request.headers),
    hosts,
    ...(webhook && { webhook }),
  })
  if (!record) throw new HttpError(402, 'Insufficient balance. Top up your account and try again.')
  call.entry.requestId = record.item.id
  // Accepted means queued, even where it has ended meanwhile: the stream may be ahead of this answer.
  const echo = webhook && { webhook: webhook.url, webhook_events_filter: webhook.events }
  return jsonResponse({ ...queueEnvelope(record, hosts), status: 'IN_QUEUE', ...echo }, 201)
}

function inputOf(body: Record<string, unknown>): Record<string, unknown> {
  const reserved: readonly string[] = RESERVED_INPUT_KEYS
  return Object.fromEntries(Object.entries(body).filter(([key]) => !reserved.includes(key)))
}

function refuse({ world }: Call, model: EmulatedModel, input: Record<string, unknown>): void {
  const refusal = model.refuse?.(input)
  if (!refusal) return
  const { error, ...extra } = refusal.body
  const { retryAfter } = world.settings
  const headers: Record<string, string> =
    refusal.status === 429 && retryAfter !== null ? { 'retry-after': retryAfter } : {}
  throw new HttpError(refusal.status, error, extra, { ...headers, ...refusal.headers })
}

function readStoreIo(headers: Headers): boolean {
  const value = headers.get(HEADERS.storeIo)
  if (value !== null && value !== '0' && value !== '1') {
    throw new HttpError(400, `${HEADERS.storeIo} must be 0 or 1`)
  }
  const priority = headers.get(HEADERS.priority)
  if (priority !== null && priority !== 'normal' && priority !== 'low') {
    throw new HttpError(400, `${HEADERS.priority} must be normal or low`)
  }
  return value !== '0'
}

/** The lifetime a call asks for: `{"expiration_duration_seconds": N | null}`; nothing where the files stay. */
export function readLifecycle(headers: Headers): { expiresInSeconds?: number } {
  const text = headers.get(HEADERS.lifecycle)
  if (text === null) return {}
  const seconds = parse(text)
  if (seconds === null) return {}
  if (
    typeof seconds !== 'number' ||
    !Number.isInteger(seconds) ||
    seconds < MIN_LIFECYCLE_SECONDS ||
    seconds > MAX_LIFECYCLE_SECONDS
  ) {
    const range = `${MIN_LIFECYCLE_SECONDS} to ${MAX_LIFECYCLE_SECONDS}`
    throw new HttpError(400, `${HEADERS.lifecycle}: expiration_duration_seconds must be null or ${range}`)
  }
  return { expiresInSeconds: seconds }
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value && 'expiration_duration_seconds' in value) {
      return value.expiration_duration_seconds
    }
  } catch {
    // Falls through: the text is no such object.
  }
  throw new HttpError(400, `${HEADERS.lifecycle} must be JSON like {"expiration_duration_seconds": 3600}`)
}
