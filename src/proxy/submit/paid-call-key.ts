import type { Call } from '../call.js'
import { hashOf } from '../hash.js'

/** Whose paid call it is, and which. Hashed: keys of a store are seen in its logs. */
export async function paidCallKey(
  { upstream, user, userId, target, own }: Call,
  endpoint: string,
  clientId: string,
): Promise<string> {
  const scope = user || userId !== undefined ? own.scope : 'all'
  const hash = await hashOf(JSON.stringify([upstream.apiKey, target.base, userId, endpoint, clientId]))
  return `{${scope}}:${hash}`
}
