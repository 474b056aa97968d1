import { isTerminalState } from '../../protocol/request-item.js'
import type { Call } from '../call.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import type { Person } from './person.js'
import { isRecord, ownerOf, USER_KEY } from './user-metadata.js'

/** A person's request, as far as its files are concerned. */
export interface OwnRequest {
  id: string
  createdAt: string
  /** Only a finished request whose output names a URL can have made files; purged payloads hide it. */
  mayHaveFiles: boolean
  /** The files it was given. */
  inputUrls: string[]
}

/** The platform keeps no owner of a file: files are found through the requests, and so many of the newest are looked at. */
export const MAX_REQUESTS_WITH_FILES = 300
const PAGE_SIZE = 100

/** The person's requests, newest first. */
export async function findOwnRequests(call: Call, person: Person): Promise<OwnRequest[]> {
  const requests: OwnRequest[] = []
  for (let page = 1; page <= MAX_REQUESTS_WITH_FILES / PAGE_SIZE; page += 1) {
    const search = new URLSearchParams({
      metadata: JSON.stringify({ [USER_KEY]: person.mark }),
      limit: String(PAGE_SIZE),
      page: String(page),
    })
    const answer = await askPlatform(call, 'queue', '/requests', { search })
    const list = answer.json
    if (!answer.ok || !isRecord(list) || !Array.isArray(list['data'])) {
      throw new Refusal(502, 'The platform’s request list could not be read.')
    }
    const items: unknown[] = list['data']
    requests.push(...items.flatMap((item) => (ownerOf(item) === person.mark ? (read(item) ?? []) : [])))
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
