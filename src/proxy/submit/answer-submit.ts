import type { QueueEnvelope } from '../../protocol/queue-envelope.js'
import type { Call } from '../call.js'
import { rememberOwner } from '../isolation/owners.js'
import { isRecord } from '../isolation/user.js'
import { Refusal } from '../refusal.js'
import { StoreAway } from '../store/guarded-store.js'
import { upstreamHeaders } from '../upstream/call-upstream.js'
import { askUpstream, PlatformAnswer } from '../upstream/platform.js'
import { readCountedBody } from '../call-body.js'
import { findRequest } from './find-request.js'
import { readPaidBody, paidCallKey } from './paid-body.js'
import { admit, trackAccepted, type PaidCall } from './run-tracker.js'
import { storeAway, type SubmitOutcome } from './submit-ledger.js'

/** Longer envelopes are not the platform's; the store keeps them for a day, characters. */
const MAX_ENVELOPE_LENGTH = 16_384

/**
 * Answers a submit. It costs money, so once it is sent it is never broken off because a browser's connection is: it is
 * completed and remembered, and a second one with the same client id gets the first one's answer.
 */
export async function answerSubmit(call: Call): Promise<Response> {
  const { settings, state, user } = call
  const endpoint = call.parameters['endpoint'] ?? ''
  const { body, clientId, input } = readPaidBody(await readCountedBody(call), user, settings.refuse)
  const key = clientId === undefined ? undefined : `submit:${await paidCallKey(call, endpoint, clientId)}`
  const paid: PaidCall = { endpoint, input, clientId, reservation: key ?? crypto.randomUUID() }
  const send = () => sendPaid(call, paid, body)
  const find = async (isStrict: boolean) => {
    const found = await findSubmitted(call, endpoint, clientId ?? '').catch((error: unknown) => {
      if (isStrict) throw error
      return undefined
    })
    if (found) await trackAccepted(call, paid, found.requestId)
    return found
  }
  const { outcome, isRepeated } = key
    ? await state.submits.submit(key, { send, find }, call.request.signal)
    : { outcome: await send(), isRepeated: false }
  if (isRepeated) call.event.repeated = true
  if (outcome.type === 'accepted' && user) rememberOwner(call, outcome.requestId, user.ownerTag)
  if (outcome.answer instanceof Refusal) throw outcome.answer
  return outcome.answer.toResponse()
}

async function sendPaid(
  call: Call,
  paid: PaidCall,
  body: Uint8Array<ArrayBuffer> | string,
): Promise<SubmitOutcome> {
  const { request, upstream, target } = call
  let admitted
  try {
    admitted = await admit(call, paid)
  } catch (error) {
    if (error instanceof StoreAway) return { type: 'refused', answer: storeAway() }
    throw error
  }
  if (admitted instanceof Refusal || admitted instanceof PlatformAnswer)
    return { type: 'refused', answer: admitted }
  const outcome = await sendSubmit()
  if (outcome.type === 'accepted') await trackAccepted(call, paid, outcome.requestId)
  if (outcome.type === 'refused') await admitted.refused()
  return outcome

  async function sendSubmit(): Promise<SubmitOutcome> {
    const headers = upstreamHeaders(request, upstream.apiKey, true, 'application/json')
    try {
      return outcomeOf(await askUpstream(upstream, { url: target.url, method: 'POST', headers, body }))
    } catch (error) {
      const answer = error instanceof Refusal ? error : new Refusal(502, 'The submit was lost on its way.')
      return { type: 'unknown', answer }
    }
  }
}

function outcomeOf(answer: PlatformAnswer): SubmitOutcome {
  if (answer.ok) {
    const { json } = answer
    const requestId = isRecord(json) && typeof json['status'] === 'string' ? json['request_id'] : undefined
    if (typeof requestId === 'string' && requestId && answer.text.length <= MAX_ENVELOPE_LENGTH)
      return { type: 'accepted', answer, requestId }
    // A 2xx without a usable envelope counts as lost.
    return { type: 'unknown', answer }
  }
  const isRefused = answer.status >= 400 && answer.status < 500 && answer.status !== 408
  return { type: isRefused ? 'refused' : 'unknown', answer }
}

/**
 * The submit that an earlier attempt made, as the platform would answer it.
 * @throws Refusal where the list cannot be read: then nobody knows, and nothing must be sent
 */
async function findSubmitted(
  call: Call,
  endpoint: string,
  clientId: string,
): Promise<(SubmitOutcome & { type: 'accepted' }) | undefined> {
  const item = await findRequest(call, endpoint, clientId)
  if (!item) return undefined
  const url = `${call.target.base}/${endpoint}/requests/${item.id}`
  const envelope: QueueEnvelope = {
    status: item.status as QueueEnvelope['status'], // as the platform names it, known or not
    request_id: item.id,
    response_url: url,
    status_url: `${url}/status`,
    cancel_url: `${url}/cancel`,
  }
  return {
    type: 'accepted',
    requestId: item.id,
    answer: PlatformAnswer.json(201, JSON.stringify(envelope)),
  }
}
