import type { Call } from '../call.js'
import { rememberOwner } from '../isolation/request-owner.js'
import { Refusal } from '../refusal.js'
import { upstreamHeaders } from '../upstream/headers.js'
import { askUpstream } from '../upstream/platform.js'
import { readBody } from '../upstream/read-body.js'
import { findSubmitted } from './find-submitted.js'
import { readSubmit } from './read-submit.js'
import { outcomeOfSubmit, type SubmitOutcome } from './submit-outcome.js'

/**
 * Answers a submit. It costs money, so it is never broken off because a browser's connection is: it is
 * completed and remembered, and a second one with the same client id gets the first one's answer.
 */
export async function answerSubmit(call: Call): Promise<Response> {
  const { request, settings, apiKey, target, person, memory } = call
  const { body, clientId } = readSubmit(await readBody(request, settings.maxBodyBytes), person)
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
  if (outcome.type === 'accepted' && person) rememberOwner(call, outcome.requestId, person.mark)
  if (outcome.answer instanceof Refusal) throw outcome.answer
  return outcome.answer.toResponse()
}

function ledgerKey({ apiKey, event, target, parameters }: Call, clientId: string): string {
  return JSON.stringify([apiKey, target.base, event.userId, parameters['endpoint'], clientId])
}
