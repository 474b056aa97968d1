import { CLIENT_ID_KEY } from '../../protocol/headers.js'
import type { Call } from '../call.js'
import { isRecord, USER_KEY } from '../isolation/user.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'

/**
 * Asks the request list for the request that an earlier call with this client id may have made.
 * @throws Refusal where the list cannot be read: then nobody knows
 */
export async function findRequest(
  { upstream, user }: Call,
  endpoint: string,
  clientId: string,
): Promise<{ id: string; status: string } | undefined> {
  const metadata: Record<string, string> = { [CLIENT_ID_KEY]: clientId }
  if (user) metadata[USER_KEY] = user.ownerTag
  const search = new URLSearchParams({ metadata: JSON.stringify(metadata), limit: '20' })
  const answer = await askPlatform(upstream, 'queue', '/requests', { search })
  const page = answer.json
  if (!answer.ok || !isRecord(page) || !Array.isArray(page['data'])) {
    throw new Refusal(
      502,
      'An earlier submit with this client id may have been accepted, and the platform’s request list could not be read to find out. Nothing was sent.',
    )
  }
  const matches = page['data'].filter(
    (item: unknown) => isRecord(item) && carries(item, metadata) && isOf(item, endpoint),
  )
  // Newest first: the oldest is the one that was sent first.
  const item: unknown = matches.at(-1)
  if (!isRecord(item)) return undefined
  const { id, status } = item
  return typeof id === 'string' && typeof status === 'string' ? { id, status } : undefined
}

function carries(item: Record<string, unknown>, metadata: Record<string, string>): boolean {
  const own = item['metadata']
  return isRecord(own) && Object.entries(metadata).every(([key, value]) => own[key] === value)
}

/** A wrapper or deployment shows under the name of its base model as well. */
function isOf(item: Record<string, unknown>, endpoint: string): boolean {
  return [item['requestedModelEndpoint'], item['modelEndpoint'], item['baseModelEndpoint']].includes(endpoint)
}
