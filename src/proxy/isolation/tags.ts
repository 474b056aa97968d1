import type { Call } from '../call.js'
import { forward } from '../forward.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import { type Person, isRecord } from './user.js'
import { readJsonBody } from './read-json-body.js'
import type { Tag } from '../../protocol/file-item.js'
import { notFound } from './owners.js'

export async function listOwnTags(call: Call, person: Person): Promise<Response> {
  return Response.json(
    { items: await findOwnTags(call, person) },
    { headers: { 'cache-control': 'no-store' } },
  )
}

export async function createOwnTag(call: Call, person: Person): Promise<Response> {
  const { name } = await readJsonBody(call)
  return postTag(call, person, { name: ownTagName(name, person) })
}

export async function deleteOwnTag(call: Call, person: Person): Promise<Response> {
  await requireOwnTag(call, person, call.parameters['tagId'])
  return forward(call)
}

/** Tag names are the account's: a person's begin with a prefix, which is taken off on the way back. */
export function ownTagName(name: unknown, person: Person): string {
  // Trimmed here: what the platform trims no longer begins where the prefix stands.
  const trimmed = typeof name === 'string' ? name.trim() : ''
  if (!trimmed) throw new Refusal(400, 'name must be a non-empty string.')
  return person.tagPrefix + trimmed
}

/** Sends a tag and gives its answer back as the person named it. */
export async function postTag(call: Call, person: Person, body: unknown): Promise<Response> {
  const answer = await askPlatform(call, 'rest', call.target.path, { method: 'POST', body })
  return answer.toResponse(answer.ok ? ownTag(answer.json, person) : undefined)
}

/** The person's tags out of a list of the account's, named as the person named them. */
export function ownTagsOf(tags: unknown, person: Person): Tag[] {
  if (!Array.isArray(tags)) return []
  return tags.flatMap((tag: unknown) => ownTag(tag, person) ?? [])
}

/** Undefined for a tag that is not the person's. */
function ownTag(tag: unknown, { tagPrefix }: Person): Tag | undefined {
  if (!isRecord(tag) || typeof tag['id'] !== 'string' || typeof tag['name'] !== 'string') return undefined
  if (!tag['name'].startsWith(tagPrefix)) return undefined
  return { ...tag, id: tag['id'], name: tag['name'].slice(tagPrefix.length) }
}

async function findOwnTags(call: Call, person: Person): Promise<Tag[]> {
  const answer = await askPlatform(call, 'rest', '/tags')
  const list = answer.json
  if (!answer.ok || !isRecord(list)) throw new Refusal(502, 'The platform’s tags could not be read.')
  return ownTagsOf(list['items'], person)
}

/** @throws Refusal 404 unless the tag is this person's */
export async function requireOwnTag(call: Call, person: Person, tagId: unknown): Promise<void> {
  const own = await findOwnTags(call, person)
  if (!own.some((tag) => tag.id === tagId)) throw notFound('tag')
}
