import type { Call } from '../call.js'
import { rememberOwner } from '../isolation/owners.js'
import { Refusal } from '../refusal.js'
import { upstreamHeaders, answerHeaders } from '../upstream/call-upstream.js'
import { askUpstream, askPlatform, PlatformAnswer } from '../upstream/platform.js'
import { readBody } from '../upstream/bodies.js'
import { outcomeOfSubmit, type SubmitOutcome } from './submit-ledger.js'
import { CLIENT_ID_KEY } from '../../protocol/headers.js'
import { MAX_METADATA_KEYS, MAX_METADATA_VALUE_LENGTH } from '../../protocol/limits.js'
import { type User, isRecord, USER_KEY } from '../isolation/user.js'
import type { QueueEnvelope } from '../../protocol/queue-envelope.js'

/**
 * Answers a submit. It costs money, so it is never broken off because a browser's connection is: it is
 * completed and remembered, and a second one with the same client id gets the first one's answer.
 */
export async function answerSubmit(call: Call): Promise<Response> {
  const { request, settings, apiKey, target, user, memory } = call
  const { body, clientId } = readSubmit(await readBody(request, settings.maxBodyBytes), user)
  const headers = upstreamHeaders(request, apiKey, true, 'application/json')
  const send = async (): Promise<SubmitOutcome> => {
    try {
      return outcomeOfSubmit(await askUpstream(settings, { url: target.url, method: 'POST', headers, body }))
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(502, 'The submit was lost on its way.')
      return { type: 'unknown', answer: refusal }
    }
  }
  const { outcome, isRepeated } = clientId
    ? await memory.submits.submit(ledgerKey(call, clientId), {
        send,
        find: () => findSubmitted(call, clientId),
      })
    : { outcome: await send(), isRepeated: false }
  if (isRepeated) call.event.repeated = true
  if (outcome.type === 'accepted' && user) rememberOwner(call, outcome.requestId, user.ownerTag)
  if (outcome.answer instanceof Refusal) throw outcome.answer
  return outcome.answer.toResponse()
}

function ledgerKey({ apiKey, event, target, parameters }: Call, clientId: string): string {
  return JSON.stringify([apiKey, target.base, event.userId, parameters['endpoint'], clientId])
}

interface ReadSubmit {
  /** What goes upstream. */
  body: Uint8Array<ArrayBuffer> | string
  /** The tag by which a repeated submit is known, if it has one. */
  clientId: string | undefined
}

/**
 * Reads a submit's body. Where users are kept apart it is tagged with its user, whatever the browser put
 * there; otherwise the bytes stay as they came.
 */
function readSubmit(bytes: Uint8Array<ArrayBuffer> | undefined, user: User | undefined): ReadSubmit {
  const body = bytes ?? new Uint8Array(0)
  const value = parse(body)
  const metadata = isRecord(value) && isRecord(value['metadata']) ? value['metadata'] : undefined
  const given = metadata?.[CLIENT_ID_KEY]
  const isUsable = typeof given === 'string' && given.length > 0 && given.length <= MAX_METADATA_VALUE_LENGTH
  const clientId = isUsable ? given : undefined
  if (!user) return { body, clientId }

  if (!isRecord(value)) throw new Refusal(400, 'The body of a submit must be a JSON object.')
  if (value['metadata'] !== undefined && value['metadata'] !== null && !metadata) {
    throw new Refusal(400, 'metadata must be an object of strings.')
  }
  const tagged = { ...metadata, [USER_KEY]: user.ownerTag }
  const count = Object.keys(tagged).length
  if (count > MAX_METADATA_KEYS) {
    throw new Refusal(
      400,
      `metadata has ${count} keys, the platform takes ${MAX_METADATA_KEYS}. Of these the proxy needs one to tell users apart (${USER_KEY}), and an exactly-once submit one (${CLIENT_ID_KEY}): use at most ${MAX_METADATA_KEYS - 2} of your own.`,
    )
  }
  return { body: JSON.stringify({ ...value, metadata: tagged }), clientId }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown
  } catch {
    return undefined
  }
}

/**
 * Asks the request list for the request that a lost submit may have made.
 * @throws Refusal where the list cannot be had: then nobody knows, and nothing must be sent
 */
async function findSubmitted(call: Call, clientId: string): Promise<SubmitOutcome | undefined> {
  const metadata: Record<string, string> = { [CLIENT_ID_KEY]: clientId }
  if (call.user) metadata[USER_KEY] = call.user.ownerTag
  const search = new URLSearchParams({ metadata: JSON.stringify(metadata), limit: '20' })
  const answer = await askPlatform(call, 'queue', '/requests', { search })
  const page = answer.json
  if (!answer.ok || !isRecord(page) || !Array.isArray(page['data'])) {
    throw new Refusal(
      502,
      'An earlier submit with this client id was lost, and the platform’s request list could not be read to see whether it was taken. Nothing was sent.',
    )
  }
  const { endpoint } = call.parameters
  const matches = page['data'].filter(
    (item: unknown) => isRecord(item) && carries(item, metadata) && isOf(item, endpoint),
  )
  // Newest first: the oldest is the one that was sent first.
  const item: unknown = matches.at(-1)
  if (!isRecord(item) || typeof item['id'] !== 'string' || typeof item['status'] !== 'string')
    return undefined
  const url = `${call.target.base}/${endpoint}/requests/${item['id']}`
  const envelope: QueueEnvelope = {
    status: item['status'] as QueueEnvelope['status'], // as the platform names it, known or not
    request_id: item['id'],
    response_url: url,
    status_url: `${url}/status`,
    cancel_url: `${url}/cancel`,
  }
  const headers = answerHeaders(new Headers({ 'content-type': 'application/json' }))
  return {
    type: 'accepted',
    requestId: item['id'],
    answer: new PlatformAnswer(201, JSON.stringify(envelope), headers),
  }
}

function carries(item: Record<string, unknown>, metadata: Record<string, string>): boolean {
  const own = item['metadata']
  return isRecord(own) && Object.entries(metadata).every(([key, value]) => own[key] === value)
}

/** A wrapper or deployment shows under the name of its base model as well. */
function isOf(item: Record<string, unknown>, endpoint: string | undefined): boolean {
  return [item['requestedModelEndpoint'], item['modelEndpoint'], item['baseModelEndpoint']].includes(endpoint)
}
