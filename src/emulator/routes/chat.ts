import type { EmulatedModel } from '../catalog/emulated-model.js'
import { composeAnswer, type ChatInput, type WireMessage } from '../chat/compose-answer.js'
import { completionOf, type Delivery, generate, streamAnswer, timingOf } from '../chat/deliver-answer.js'
import { ConnectionCut, HttpError, jsonResponse } from '../http/answers.js'
import { readJson } from '../http/read-json.js'
import type { Call, Route } from '../http/route.js'
import type { Metadata } from '../../protocol/queue-envelope.js'
import { tokenCost } from '../state/money.js'
import { checkReserved } from '../validation/check-reserved.js'
import { wait } from '../clock.js'

/** A call that does not stream is cut after this long, ms. */
const MAX_ANSWER_MS = 290_000
const ROLES = ['system', 'developer', 'user', 'assistant', 'tool']
/** Parameters that the platform takes out before the model sees them. */
const STRIPPED = ['store', 'enable_search', 'metadata', 'model', 'stream', 'stream_options']

/** Language models, in OpenAI's shapes. */
export const chatRoutes: Route[] = [
  { name: 'chat', method: 'POST', path: '/queue/v1/chat/completions', errors: 'openai', handle: complete },
  {
    name: 'chat',
    method: 'POST',
    path: '/queue/:endpoint{.+}/chat/completions',
    errors: 'openai',
    handle: complete,
  },
  { name: 'chat-models', method: 'GET', path: '/queue/v1/models', errors: 'openai', handle: listModels },
  {
    name: 'chat-models',
    method: 'GET',
    path: '/queue/:endpoint{.+}/models',
    errors: 'openai',
    handle: listModels,
  },
]

/** Whether a model answers here instead of on the queue. */
export function isLanguageModel(model: EmulatedModel): boolean {
  return model.category === 'text-to-text'
}

function listModels({ world, params }: Call): Response {
  const { endpoint } = params
  const models = world.catalog.listed().filter(isLanguageModel)
  const shown = endpoint === undefined ? models : models.filter((model) => model.id === endpoint)
  if (endpoint !== undefined && shown.length === 0) throw unknownModel(endpoint)
  const data = shown.map(({ id }) => ({ id, object: 'model', created: 0, owned_by: id.split('/')[0] }))
  return jsonResponse({ object: 'list', data })
}

async function complete(call: Call): Promise<Response> {
  const { world, request, hosts, entry } = call
  const body = await readJson(request)
  const model = findModel(call, body['model'])
  entry.endpoint = model.id
  const input = checkedInput(body)
  const refused = model.refuse?.(input)
  if (refused) throw refusal(refused.status, refused.body['error'])
  const fault = { ...model.chat?.fault, ...call.fault?.chat }
  const isReasoning =
    model.chat?.reasoning === 'always' ||
    (input.reasoning_effort !== undefined &&
      input.reasoning_effort !== 'none' &&
      input.reasoning_effort !== 'minimal')
  const answer = composeAnswer(input, isReasoning)
  const { metadata } = body
  const record = world.lifecycle.open(
    {
      model,
      requestedEndpoint: model.id,
      input,
      // checkReserved has seen that it is a flat map of strings.
      ...(metadata !== undefined && metadata !== null && { metadata: metadata as Metadata }),
      isPublic: false,
      isStored: true,
      hosts,
    },
    tokenCost(model, answer.usage),
  )
  if (!record) throw refusal(402)
  entry.requestId = record.item.id
  const options = body['stream_options']
  const includeUsage = isObject(options) && options['include_usage'] === true
  const delivery = { world, record, answer, fault, includeUsage, signal: request.signal }
  return body['stream'] === true ? streamAnswer(delivery) : answerWhole(delivery)
}

async function answerWhole(delivery: Delivery): Promise<Response> {
  const { world, record, answer, fault } = delivery
  const { firstMs, tokenMs } = timingOf(delivery)
  const isTooLong = firstMs + tokenMs * answer.usage.completion_tokens > MAX_ANSWER_MS
  const finished = new Promise<void>((resolve) => {
    record.stop = generate(delivery, { token: () => undefined, end: resolve })
  }).then(() => {
    if (fault.errorAfterTokens !== undefined) {
      world.lifecycle.finish(record, { kind: 'failed', error: 'The provider broke off the answer.' })
      throw refusal(502)
    }
    world.lifecycle.finish(record, { kind: 'output', output: completionOf(record, answer) })
    return jsonResponse(completionOf(record, answer))
  })
  if (!isTooLong) return finished
  await wait(world.clock, MAX_ANSWER_MS)
  throw new ConnectionCut()
}

function findModel({ world, params }: Call, named: unknown): EmulatedModel {
  const { endpoint } = params
  if (named !== undefined && typeof named !== 'string') throw invalid('model must be a string', 'model')
  if (endpoint === undefined && named === undefined) throw invalid('you must provide a model', 'model')
  if (endpoint !== undefined && named !== undefined && named !== endpoint) {
    throw invalid(`model "${named}" does not match the URL ("${endpoint}")`, 'model')
  }
  const id = endpoint ?? named ?? ''
  const model = world.catalog.get(id)
  // The test endpoints stand for whatever can happen, here too.
  if (!model || id === 'test/not-found' || !(isLanguageModel(model) || model.chat)) throw unknownModel(id)
  return model
}

/** The body without what is the platform's own; throws where it is not a completion call. */
function checkedInput(body: Record<string, unknown>): ChatInput {
  const { messages, stream, metadata } = body
  if (!Array.isArray(messages) || messages.length === 0)
    throw invalid('messages must be a non-empty array', 'messages')
  messages.forEach(checkMessage)
  if (stream !== undefined && stream !== null && typeof stream !== 'boolean')
    throw invalid('stream must be a boolean', 'stream')
  for (const name of ['max_tokens', 'max_completion_tokens']) {
    const value = body[name] ?? undefined
    if (value !== undefined && !(Number.isInteger(value) && Number(value) > 0)) {
      throw invalid(`${name} must be a whole number above 0`, name)
    }
  }
  const temperature = body['temperature'] ?? undefined
  if (
    temperature !== undefined &&
    !(typeof temperature === 'number' && temperature >= 0 && temperature <= 2)
  ) {
    throw invalid('temperature must be between 0 and 2', 'temperature')
  }
  const [issue] = checkReserved({ metadata: metadata ?? undefined }, { allowLoopbackWebhooks: false })
  if (issue) throw invalid(issue.message, issue.path.join('.'))
  const own = Object.entries(body).filter(([name, value]) => !STRIPPED.includes(name) && value !== null)
  // Checked above; what else there is goes to the model as it is.
  return Object.fromEntries(own) as ChatInput
}

function checkMessage(message: unknown, index: number): void {
  const param = `messages[${index}]`
  if (!isObject(message)) throw invalid(`${param} must be an object`, param)
  if (!ROLES.includes(String(message['role'])))
    throw invalid(`${param}.role must be one of ${ROLES.join(', ')}`, `${param}.role`)
  const { content } = message as unknown as WireMessage
  const mayBeEmpty = message['role'] === 'assistant' && message['tool_calls'] !== undefined
  if (typeof content === 'string' || (mayBeEmpty && (content === null || content === undefined))) return
  if (!Array.isArray(content))
    throw invalid(`${param}.content must be a string or an array of parts`, `${param}.content`)
  for (const part of content as unknown[]) checkPart(part, `${param}.content`)
}

function checkPart(part: unknown, param: string): void {
  if (isObject(part) && part['type'] === 'text' && typeof part['text'] === 'string') return
  const image = isObject(part) && part['type'] === 'image_url' ? part['image_url'] : undefined
  const url = isObject(image) ? image['url'] : undefined
  // The emulator's own files are on loopback http.
  if (typeof url === 'string' && /^(https:|data:image\/|http:\/\/(127\.0\.0\.1|localhost)[:/])/i.test(url))
    return
  throw invalid('a part is text, or image_url with an https or data: URL', param)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unknownModel(id: string): HttpError {
  return new HttpError(404, `The model "${id}" does not exist or is not a language model.`)
}

function invalid(message: string, param: string): HttpError {
  return new HttpError(400, message, { param })
}

/** What the test endpoints refuse with on the queue, as a completion call is refused. */
function refusal(status: number, said?: unknown): HttpError {
  if (status === 402) {
    const message = 'You exceeded your current balance. Top up your account and try again.'
    return new HttpError(429, message, { type: 'insufficient_quota', code: 'insufficient_quota' })
  }
  const text = typeof said === 'string' ? said : 'The provider could not answer.'
  return new HttpError(status >= 500 ? 502 : status, status >= 500 ? 'The provider could not answer.' : text)
}
