import type { Tag } from '../../protocol/file-item.js'
import type { Call } from '../call.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import type { Person } from './person.js'
import { notFound } from './request-owner.js'
import { isRecord } from './user-metadata.js'

/** The person's tags out of a list of the account's, named as the person named them. */
export function ownTagsOf(tags: unknown, person: Person): Tag[] {
  if (!Array.isArray(tags)) return []
  return tags.flatMap((tag: unknown) => ownTag(tag, person) ?? [])
}

/** Undefined for a tag that is not the person's. */
export function ownTag(tag: unknown, { tagPrefix }: Person): Tag | undefined {
  if (!isRecord(tag) || typeof tag['id'] !== 'string' || typeof tag['name'] !== 'string') return undefined
  if (!tag['name'].startsWith(tagPrefix)) return undefined
  return { ...tag, id: tag['id'], name: tag['name'].slice(tagPrefix.length) }
}

export async function findOwnTags(call: Call, person: Person): Promise<Tag[]> {
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
