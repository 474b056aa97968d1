import { isLanguageModel } from './chat.js'
import { HEADERS } from '../../protocol/headers.js'
import { RESERVED_INPUT_KEYS, type Metadata } from '../../protocol/queue-envelope.js'
import type { EmulatedModel } from '../catalog/emulated-model.js'
import { HttpError, jsonResponse } from '../http/answers.js'
import { readJson } from '../http/read-json.js'
import type { Call, Route } from '../http/route.js'
import { checkReserved, isEndpoint } from '../validation/check-reserved.js'
import { validateInput } from '../validation/check-schema.js'
import { readWebhookTarget } from '../webhooks/webhook-target.js'
import { queueEnvelope } from './run.js'
import { MAX_LIFECYCLE_SECONDS, MIN_LIFECYCLE_SECONDS } from '../../protocol/limits.js'

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
