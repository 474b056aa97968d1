import type { Call } from '../call.js'
import { forward } from '../forward.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import { findOwnTags, ownTag, requireOwnTag } from './own-tags.js'
import type { Person } from './person.js'
import { readJsonBody } from './read-json-body.js'

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
