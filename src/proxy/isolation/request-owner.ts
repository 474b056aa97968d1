import type { Call } from '../call.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import { isRecord, ownerOf } from './user-metadata.js'

/** The same words whether it does not exist or is somebody else's: existence is not told. */
export function notFound(what: string): Refusal {
  return new Refusal(404, `This ${what} does not exist, or is not this person’s.`)
}

const keyOf = (call: Call, requestId: string) => `${call.apiKey} ${requestId}`

export function rememberOwner(call: Call, requestId: string, mark: string): void {
  call.memory.owners.set(keyOf(call, requestId), mark)
}

/** Whose request it is: from memory, else one read. Undefined where it is nobody's or unknown to the platform. */
export async function findOwner(call: Call, requestId: string): Promise<string | undefined> {
  const known = call.memory.owners.get(keyOf(call, requestId))
  if (known !== undefined) return known || undefined
  const answer = await askPlatform(call, 'queue', `/requests/${requestId}`)
  // Not remembered: what is unknown now may be made in a moment.
  if (answer.status === 404 || answer.status === 400) return undefined
  const item = answer.json
  if (!answer.ok || !isRecord(item) || item['id'] !== requestId) {
    throw new Refusal(502, 'The platform could not say whose request this is.')
  }
  const owner = ownerOf(item)
  rememberOwner(call, requestId, owner ?? '')
  return owner
}

/** @throws Refusal 404 unless the request is this person's */
export async function requireOwnRequest(call: Call, requestId: string, mark: string): Promise<void> {
  if ((await findOwner(call, requestId)) !== mark) throw notFound('request')
}
