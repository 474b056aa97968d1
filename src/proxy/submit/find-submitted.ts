import { CLIENT_ID_KEY } from '../../protocol/headers.js'
import type { QueueEnvelope } from '../../protocol/queue-envelope.js'
import type { Call } from '../call.js'
import { isRecord, USER_KEY } from '../isolation/user-metadata.js'
import { Refusal } from '../refusal.js'
import { answerHeaders } from '../upstream/headers.js'
import { askPlatform, PlatformAnswer } from '../upstream/platform.js'
import type { SubmitOutcome } from './submit-outcome.js'

/**
 * Asks the request list for the request that a lost submit may have made.
 * @throws Refusal where the list cannot be had: then nobody knows, and nothing must be sent
 */
export async function findSubmitted(call: Call, clientId: string): Promise<SubmitOutcome | undefined> {
  const metadata: Record<string, string> = { [CLIENT_ID_KEY]: clientId }
  if (call.person) metadata[USER_KEY] = call.person.mark
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
