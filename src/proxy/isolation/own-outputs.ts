import type { FileItem } from '../../protocol/file-item.js'
import { isTerminalState } from '../../protocol/states.js'
import type { Call } from '../call.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import { isFileItem } from './file-owner.js'
import type { Person } from './person.js'
import { isRecord, ownerOf, USER_KEY } from './user-metadata.js'

/** The output files of one request. */
export type OwnRequestFiles = FileItem[]

/** Files are found through the requests that made them, one call each: this many of the newest are looked at. */
export const MAX_REQUESTS_WITH_FILES = 300
const PAGE_SIZE = 100
/** How many of those calls run at once. */
const CONCURRENCY = 8

/** The output files of the person's requests, newest request first. */
export async function findOwnOutputs(call: Call, person: Person): Promise<FileItem[]> {
  const requests = (await findRequestsWithOutput(call, person)).slice(0, MAX_REQUESTS_WITH_FILES)
  const found: FileItem[][] = []
  let next = 0
  const work = async () => {
    for (let index = next++; index < requests.length; index = next++) {
      const request = requests[index]
      if (request) found[index] = await outputsOf(call, request)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  return found.flat()
}

/** Called when a file of the request changes. */
export function forgetOutputs(call: Call, requestId: string): void {
  call.memory.outputs.delete(`${call.apiKey} ${requestId}`)
}

interface OwnRequest {
  id: string
  createdAt: string
}

async function findRequestsWithOutput(call: Call, person: Person): Promise<OwnRequest[]> {
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
    for (const item of list['data'] as unknown[]) {
      if (ownerOf(item) !== person.mark || !isRecord(item) || !mayHaveFiles(item)) continue
      if (typeof item['id'] === 'string')
        requests.push({ id: item['id'], createdAt: String(item['createdAt'] ?? '') })
    }
    if (list['data'].length < PAGE_SIZE) break
  }
  return requests
}

/** Only a finished request whose output names a URL can have made files; purged payloads hide it. */
function mayHaveFiles(item: Record<string, unknown>): boolean {
  if (!isTerminalState(item['status'])) return false
  return Boolean(item['payloadsPurgedAt']) || /https?:\/\//.test(JSON.stringify(item['output'] ?? null))
}

async function outputsOf(call: Call, request: OwnRequest): Promise<FileItem[]> {
  const key = `${call.apiKey} ${request.id}`
  const known = call.memory.outputs.get(key)
  if (known) return known
  const search = new URLSearchParams({ requestId: request.id, role: 'output', limit: String(PAGE_SIZE) })
  const answer = await askPlatform(call, 'rest', '/files', { search })
  const list = answer.json
  if (!answer.ok || !isRecord(list) || !Array.isArray(list['items'])) {
    throw new Refusal(502, 'The platform’s files could not be read.')
  }
  // A file older than the request was handed on by the model, not made by it: perhaps somebody else's.
  const files = list['items'].filter(
    (file: unknown): file is FileItem =>
      isFileItem(file) && file.source === 'request_output' && file.createdAt >= request.createdAt,
  )
  call.memory.outputs.set(key, files)
  return files
}
