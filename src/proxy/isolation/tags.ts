import type { Call } from '../call.js'
import { forward } from '../forward.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import { type User, isRecord } from './user.js'
import { readJsonBody } from '../call-body.js'
import type { Tag } from '../../protocol/file-item.js'
import { notFound } from './owners.js'

export async function listOwnTags(call: Call, user: User): Promise<Response> {
  return Response.json({ items: await findOwnTags(call, user) }, { headers: { 'cache-control': 'no-store' } })
}

export async function createOwnTag(call: Call, user: User): Promise<Response> {
  const { name } = await readJsonBody(call)
  return postTag(call, user, { name: ownTagName(name, user) })
}

export async function deleteOwnTag(call: Call, user: User): Promise<Response> {
  await requireOwnTag(call, user, call.parameters['tagId'])
  return forward(call)
}

/** Tag names are the account's: a user's begin with a prefix, which is taken off on the way back. */
export function ownTagName(name: unknown, user: User): string {
  // Trimmed here: what the platform trims no longer begins where the prefix stands.
  const trimmed = typeof name === 'string' ? name.trim() : ''
  if (!trimmed) throw new Refusal(400, 'name must be a non-empty string.')
  return user.tagPrefix + trimmed
}

/** Sends a tag and gives its answer back as the user named it. */
export async function postTag(call: Call, user: User, body: unknown): Promise<Response> {
  const answer = await askPlatform(call.upstream, 'rest', call.target.path, {
    method: 'POST',
    text: JSON.stringify(body),
  })
  return answer.toResponse(answer.ok ? JSON.stringify(ownTag(answer.json, user)) : undefined)
}

/** The user's tags out of a list of the account's, named as the user named them. */
export function ownTagsOf(tags: unknown, user: User): Tag[] {
  if (!Array.isArray(tags)) return []
  return tags.flatMap((tag: unknown) => ownTag(tag, user) ?? [])
}

/** Undefined for a tag that is not the user's. */
function ownTag(tag: unknown, { tagPrefix }: User): Tag | undefined {
  if (!isRecord(tag) || typeof tag['id'] !== 'string' || typeof tag['name'] !== 'string') return undefined
  if (!tag['name'].startsWith(tagPrefix)) return undefined
  return { ...tag, id: tag['id'], name: tag['name'].slice(tagPrefix.length) }
}

async function findOwnTags(call: Call, user: User): Promise<Tag[]> {
  const answer = await askPlatform(call.upstream, 'rest', '/tags', { signal: call.request.signal })
  const list = answer.json
  if (!answer.ok || !isRecord(list)) throw new Refusal(502, 'The platform’s tags could not be read.')
  return ownTagsOf(list['items'], user)
}

/** @throws Refusal 404 unless the tag is this user's */
export async function requireOwnTag(call: Call, user: User, tagId: unknown): Promise<void> {
  const own = await findOwnTags(call, user)
  if (!own.some((tag) => tag.id === tagId)) throw notFound('tag')
}
