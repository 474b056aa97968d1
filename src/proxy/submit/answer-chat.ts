import { unref } from './submit-claim.js'
import { isEndpointId } from '../../protocol/hosts.js'
import type { Call } from '../call.js'
import { rememberOwner } from '../isolation/owners.js'
import { Refusal } from '../refusal.js'
import { checkEndpoint } from '../settings.js'
import { StoreAway } from '../store/guarded-store.js'
import { passBody } from '../upstream/bodies.js'
import { answerHeaders, callUpstream, setStreamHeaders, upstreamHeaders } from '../upstream/call-upstream.js'
import { askPlatform, PlatformAnswer } from '../upstream/platform.js'
import { readCountedBody } from '../call-body.js'
import { findRequest } from './find-request.js'
import { readPaidBody, paidCallKey } from './paid-body.js'
import { admit, type Admitted, trackAccepted, type PaidCall } from './run-tracker.js'
import { storeAway } from './submit-ledger.js'

/** The answer's id stands in its first frame; a body that has none by then has none, characters. */
const MAX_ID_SEARCH = 64 * 1024
const COMPLETION_ID = /"id"\s*:\s*"chatcmpl-([A-Za-z0-9_-]{1,100})"/
/** The platform bills a call when it has finished it: its price is read so long after, ms. */
const SETTLE_DELAYS_MS = [1_000, 10_000]

/**
 * Answers a call of a language model: the answer comes in the same call, streamed as it is made. A browser that leaves ends the
 * call upstream at once; the platform still bills what it has begun. A second one with the same client id is refused.
 */
export async function answerChat(call: Call): Promise<Response> {
  const { settings, user, upstream, target, request } = call
  const { body, clientId, value, input } = readPaidBody(await readCountedBody(call), user, settings.refuse)
  const endpoint = endpointOf(call, value?.['model'])
  const key = clientId === undefined ? undefined : `chat:${await paidCallKey(call, endpoint, clientId)}`
  const paid: PaidCall = { endpoint, input, clientId, reservation: key ?? crypto.randomUUID() }
  const admitted = await claimAndAdmit(call, paid, key)
  if (admitted instanceof PlatformAnswer) return admitted.toResponse()
  const isStream = value?.['stream'] === true
  const accept = isStream ? 'text/event-stream' : 'application/json'
  let response: Response
  try {
    response = await callUpstream(upstream, {
      url: target.url,
      method: 'POST',
      headers: upstreamHeaders(request, upstream.apiKey, true, accept),
      body,
      signal: request.signal,
      timeoutMs: settings.chatTimeoutMs,
    })
  } catch (error) {
    // Unknown whether it is billed: what was reserved counts until it is known.
    throw error instanceof Refusal ? error : new Refusal(502, 'The call was lost on its way.')
  }
  // After a 408 it may have been taken all the same.
  if (response.status >= 400 && response.status < 500 && response.status !== 408) await admitted.refused()
  const headers = answerHeaders(response.headers)
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) setStreamHeaders(headers)
  const onId = (requestId: string) => {
    if (user) rememberOwner(call, requestId, user.ownerTag)
    void trackAccepted(call, paid, requestId)
  }
  const onEnd = (requestId: string) => {
    if (call.state.settlements.isOn) settleLater(call, requestId)
  }
  const watched = response.ok && response.body && watchId(response.body, onId, onEnd)
  const stallMs = settings.chatTimeoutMs
  return new Response(watched ? passBody(watched, { stallMs, signal: request.signal }) : response.body, {
    status: response.status,
    statusText: response.statusText,
    headers,
  })
}

/** In the path, or in the body's `model`; where both say one they must say the same, since rules are checked on the path's. */
function endpointOf(call: Call, model: unknown): string {
  const inPath = call.parameters['endpoint']
  if (inPath !== undefined) {
    if (model !== undefined && model !== inPath)
      throw new Refusal(400, `model must be ${inPath}, as in the URL, or be left out.`)
    return inPath
  }
  if (!isEndpointId(model)) throw new Refusal(400, 'model must be an endpoint id (owner/alias).')
  checkEndpoint(call.settings, model)
  call.event.endpoint = model
  return model
}

/** Nothing is reserved for a chat that was made already, and one that is not let through may be repeated. */
async function claimAndAdmit(
  call: Call,
  paid: PaidCall,
  key: string | undefined,
): Promise<Admitted | PlatformAnswer> {
  let free = async () => {}
  try {
    free = await claim(call, paid, key)
    const admitted = await admit(call, paid)
    if (admitted instanceof Refusal) throw admitted
    if (admitted instanceof PlatformAnswer) {
      await free()
      return admitted
    }
    return {
      refused: async () => {
        await free()
        await admitted.refused()
      },
    }
  } catch (error) {
    await free()
    throw error instanceof StoreAway ? storeAway() : error
  }
}

async function claim(call: Call, { endpoint, clientId }: PaidCall, key: string | undefined) {
  if (key === undefined || clientId === undefined) return async () => {}
  // A list that cannot be read says nothing: a young store must not stop every chat.
  const wasMade = async () =>
    (await findRequest(call, endpoint, clientId).catch(() => undefined)) !== undefined
  try {
    return await call.state.chats.claim(key, wasMade)
  } catch (error) {
    if (error instanceof Refusal) call.event.repeated = true
    throw error
  }
}

/** Passes an answer on as it comes and looks for the request's id in its beginning. */
function watchId(
  body: ReadableStream<Uint8Array>,
  onId: (requestId: string) => void,
  onEnd: (requestId: string) => void,
): ReadableStream<Uint8Array> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let seen = ''
  let requestId: string | undefined
  let isOver = false
  const end = () => {
    if (requestId !== undefined && !isOver) onEnd(requestId)
    isOver = true
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (done) {
            end()
            return controller.close()
          }
          if (requestId === undefined && seen.length < MAX_ID_SEARCH) {
            seen += decoder.decode(value, { stream: true })
            requestId = COMPLETION_ID.exec(seen)?.[1]
            if (requestId !== undefined) onId(requestId)
          }
          controller.enqueue(value)
        } catch (error) {
          end()
          controller.error(error)
        }
      },
      cancel(reason) {
        end()
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}

/** Nothing reports the end of a chat but its own answer: the bill is read from the request. */
function settleLater({ state, upstream }: Call, requestId: string): void {
  for (const delayMs of SETTLE_DELAYS_MS) {
    const read = () => {
      askPlatform(upstream, 'queue', `/requests/${requestId}`)
        .then((answer) => state.settlements.settleFrom(upstream, answer.json))
        .catch(() => undefined)
    }
    unref(setTimeout(read, delayMs))
  }
}
