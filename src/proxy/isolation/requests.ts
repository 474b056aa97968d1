import type { Call } from '../call.js'
import { forwardWhole, settleShown } from '../forward.js'
import { elementsOf, membersOf, objectOf, withoutMember } from '../json-text.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import { rememberOwner, requireOwnRequest } from './owners.js'
import { isRecord, ownerOf, USER_KEY, type User } from './user.js'

const LIST_FILTERS = ['modelEndpoint', 'deploymentId', 'status', 'page', 'limit']

/** The list, held to the user: the platform filters by the owner tag, and every item is checked again. */
export async function listOwnRequests(call: Call, user: User): Promise<Response> {
  const search = new URLSearchParams()
  for (const name of LIST_FILTERS) {
    const value = call.target.search.get(name)
    if (value !== null) search.set(name, value)
  }
  const metadata = { ...readMetadataFilter(call.target.search.get('metadata')), [USER_KEY]: user.ownerTag }
  search.set('metadata', JSON.stringify(metadata))
  const { signal } = call.request
  const answer = await askPlatform(call.upstream, 'queue', '/requests', { search, signal })
  if (!answer.ok) return answer.toResponse()
  settleShown(call, answer)
  const page = answer.json
  if (!isRecord(page) || !Array.isArray(page['data']))
    throw new Refusal(502, 'The platform’s request list was not one.')
  const own = page['data'].map((item: unknown) => ownerOf(item) === user.ownerTag)
  page['data'].forEach((item: unknown, index) => {
    if (own[index] && isRecord(item) && typeof item['id'] === 'string')
      rememberOwner(call, item['id'], user.ownerTag)
  })
  return answer.toResponse(withData(answer.text, (_, index) => own[index] ?? false))
}

/** The page with only some of its items, everything else byte for byte and without owner tags. */
function withData(text: string, isKept: (item: string, index: number) => boolean): string {
  const members = (membersOf(text) ?? []).map((member) => {
    if (member.key !== 'data') return member.text
    const items = (elementsOf(member.value) ?? []).filter(isKept)
    return `"data":[${items.join(',')}]`
  })
  return withoutMember(objectOf(members), USER_KEY)
}

/** Status, result, item, cancel, visibility, payloads: first whose it is, then the call itself. */
export async function callOwnRequest(call: Call, user: User): Promise<Response> {
  await requireOwnRequest(call, call.parameters['id'] ?? '', user.ownerTag)
  const answer = await forwardWhole(call)
  return answer.toResponse(withoutMember(answer.text, USER_KEY))
}

function readMetadataFilter(text: string | null): Record<string, unknown> {
  if (text === null || text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch {
    // Refused below.
  }
  throw new Refusal(400, 'The metadata filter must be a JSON object of strings.')
}
