import { isTerminalState } from '../../protocol/request-item.js'
import { Refusal } from '../refusal.js'
import type { Upstream } from '../upstream/call-upstream.js'
import { askPlatform } from '../upstream/platform.js'
import { isRecord, ownerOf, USER_KEY, type User } from './user.js'

/** A user's request, as far as its files are concerned. */
export interface OwnRequest {
  id: string
  createdAt: string
  /** The latest time at which it can have made a file. */
  endedAt: string
  /** Only a finished request whose output names a URL can have made files; purged payloads hide it. */
  mayHaveFiles: boolean
  outputUrls: Set<string>
  /** The files it was given. */
  inputUrls: string[]
}

/** The platform keeps no owner of a file: files are found through the requests, and so many of the newest are read. */
const MAX_REQUESTS_WITH_FILES = 300
const PAGE_SIZE = 100

/** The user's requests, newest first. */
export async function findOwnRequests(
  upstream: Upstream,
  user: User,
  signal: AbortSignal,
): Promise<OwnRequest[]> {
  const requests: OwnRequest[] = []
  for (let page = 1; page <= MAX_REQUESTS_WITH_FILES / PAGE_SIZE; page += 1) {
    const search = new URLSearchParams({
      metadata: JSON.stringify({ [USER_KEY]: user.ownerTag }),
      limit: String(PAGE_SIZE),
      page: String(page),
    })
    const answer = await askPlatform(upstream, 'queue', '/requests', { search, signal })
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
  const createdAt = typeof item['createdAt'] === 'string' ? item['createdAt'] : ''
  const outputUrls = new Set(urlsIn(item['output']))
  return {
    id: item['id'],
    createdAt,
    endedAt: typeof item['updatedAt'] === 'string' ? item['updatedAt'] : createdAt,
    mayHaveFiles:
      isTerminalState(item['status']) && (Boolean(item['payloadsPurgedAt']) || outputUrls.size > 0),
    outputUrls,
    inputUrls: urlsIn(item['input']),
  }
}

/** Every http(s) URL that stands as a string anywhere inside; not recursive, since nesting is the sender's. */
function urlsIn(value: unknown): string[] {
  const urls: string[] = []
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next === 'string' && /^https?:\/\//.test(next)) urls.push(next)
    else if (typeof next === 'object' && next !== null) open.push(...Object.values(next))
  }
  return urls
}
