import type { Call } from '../call.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import type { FileItem, LinkedRequest } from '../../protocol/file-item.js'
import { isOwnUpload, isRecord, ownerOf, type User } from './user.js'

/** The same words whether it does not exist or is somebody else's: existence is not revealed. */
export function notFound(what: string): Refusal {
  return new Refusal(404, `This ${what} does not exist, or is not this user’s.`)
}

export function rememberOwner(call: Call, requestId: string, ownerTag: string): void {
  call.own.owners.set(requestId, ownerTag)
}

/** Whose request it is: from memory, else one read. Undefined where it is nobody's or unknown to the platform. */
export async function findOwner(call: Call, requestId: string): Promise<string | undefined> {
  const known = call.own.owners.get(requestId)
  if (known !== undefined) return known || undefined
  const { signal } = call.request
  const answer = await askPlatform(call.upstream, 'queue', `/requests/${requestId}`, { signal })
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

/** @throws Refusal 404 unless the request is this user's */
export async function requireOwnRequest(call: Call, requestId: string, ownerTag: string): Promise<void> {
  if ((await findOwner(call, requestId)) !== ownerTag) throw notFound('request')
}

/**
 * Whether the file, with the requests it is linked to, is the user's. Being the input of a request proves
 * nothing: whoever knows a file's public URL can name it as input. What cannot be proved is nobody's.
 */
export async function isOwnFile(call: Call, file: FileItem, user: User): Promise<boolean> {
  if (file.source === 'upload') return isOwnUpload(file, user)
  const links = (file.requests ?? []).filter((link) => isRecord(link) && isPlainId(link.requestId))
  if (file.source === 'request_output') {
    const maker = firstMaker(links)
    return maker !== undefined && (await findOwner(call, maker.requestId)) === user.ownerTag
  }
  // External: the user's as long as nobody else has used it.
  const owners = await Promise.all(links.map((link) => findOwner(call, link.requestId)))
  return owners.length > 0 && owners.every((owner) => owner === user.ownerTag)
}

/** A model that hands its input on can link an old file to a new request: the first that gave it out made it. */
function firstMaker(links: readonly LinkedRequest[]): LinkedRequest | undefined {
  const made = links.filter((link) => link.role === 'output' || link.role === 'thumbnail')
  if (made.length > 1 && made.some((link) => !link.createdAt)) return undefined
  return made.reduce<LinkedRequest | undefined>(
    (first, link) => (first && (first.createdAt ?? '') <= (link.createdAt ?? '') ? first : link),
    undefined,
  )
}

/** Ids go into paths of calls that carry the key. */
function isPlainId(id: unknown): boolean {
  return typeof id === 'string' && /^[A-Za-z0-9_-]+$/.test(id) && id !== 'stream'
}
