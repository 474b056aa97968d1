import type { Call } from '../call.js'
import { forward } from '../forward.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import { type User, isRecord, ownerOf, USER_KEY, withoutOwner } from './user.js'
import { rememberOwner, requireOwnRequest } from './owners.js'
import { isTerminalState } from '../../protocol/request-item.js'

const LIST_FILTERS = ['modelEndpoint', 'deploymentId', 'status', 'page', 'limit']

/** The list, held to the user: the platform filters by the owner tag, and every item is looked at again. */
export async function listOwnRequests(call: Call, user: User): Promise<Response> {
  const search = new URLSearchParams()
  for (const name of LIST_FILTERS) {
    const value = call.target.search.get(name)
    if (value !== null) search.set(name, value)
  }
  const metadata = { ...readMetadataFilter(call.target.search.get('metadata')), [USER_KEY]: user.ownerTag }
  search.set('metadata', JSON.stringify(metadata))
  const answer = await askPlatform(call, 'queue', '/requests', { search })
  if (!answer.ok) return answer.toResponse()
  const page = answer.json
  if (!isRecord(page) || !Array.isArray(page['data']))
    throw new Refusal(502, 'The platform’s request list was not one.')
  const own = page['data'].filter((item: unknown) => ownerOf(item) === user.ownerTag)
  for (const item of own) {
    if (isRecord(item) && typeof item['id'] === 'string') rememberOwner(call, item['id'], user.ownerTag)
  }
  return answer.toResponse({ ...page, data: own.map(withoutOwner) })
}

/** Status, result, item, cancel, visibility, payloads: first whose it is, then the call itself. */
export async function callOwnRequest(call: Call, user: User): Promise<Response> {
  await requireOwnRequest(call, call.parameters['id'] ?? '', user.ownerTag)
  const answer = await forward(call)
  return withoutOwnerTag(answer)
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

/** Takes the owner tag out of an item that the platform answered with. */
async function withoutOwnerTag(answer: Response): Promise<Response> {
  if (answer.body === null) return answer
  const text = await answer.text()
  const { status, headers } = answer
  if (!text.includes(`"${USER_KEY}"`)) return new Response(text, { status, headers })
  try {
    return new Response(JSON.stringify(withoutOwner(JSON.parse(text))), { status, headers })
  } catch {
    throw new Refusal(502, 'The platform’s answer was not JSON.')
  }
}

/** A user's request, as far as its files are concerned. */
export interface OwnRequest {
  id: string
  createdAt: string
  /** Only a finished request whose output names a URL can have made files; purged payloads hide it. */
  mayHaveFiles: boolean
  /** The files it was given. */
  inputUrls: string[]
}

/** The platform keeps no owner of a file: files are found through the requests, and so many of the newest are looked at. */
const MAX_REQUESTS_WITH_FILES = 300
const PAGE_SIZE = 100

/** The user's requests, newest first. */
export async function findOwnRequests(call: Call, user: User): Promise<OwnRequest[]> {
  const requests: OwnRequest[] = []
  for (let page = 1; page <= MAX_REQUESTS_WITH_FILES / PAGE_SIZE; page += 1) {
    const search = new URLSearchParams({
      metadata: JSON.stringify({ [USER_KEY]: user.ownerTag }),
      limit: String(PAGE_SIZE),
      page: String(page),
    })
    const answer = await askPlatform(call, 'queue', '/requests', { search })
    const list = answer.json
    if (!answer.ok || !isRecord(list) || !Array.isArray(list['data'])) {
      throw new Refusal(502, 'The platform’s request list could not be read.')
    }
    const items: unknown[] = list['data']
    requests.push(...items.flatMap((item) => (ownerOf(item) === user.ownerTag ? (read(item) ?? []) : [])))
    if (items.length < PAGE_SIZE) break
  }
  return requests
}

function read(item: unknown): OwnRequest | undefined {
  if (!isRecord(item) || typeof item['id'] !== 'string') return undefined
  return {
    id: item['id'],
    createdAt: typeof item['createdAt'] === 'string' ? item['createdAt'] : '',
    mayHaveFiles:
      isTerminalState(item['status']) &&
      (Boolean(item['payloadsPurgedAt']) || urlsIn(item['output']).length > 0),
    inputUrls: urlsIn(item['input']),
  }
}

/** Every http(s) URL that stands as a string anywhere inside. */
function urlsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^https?:\/\//.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(urlsIn) : []
}
