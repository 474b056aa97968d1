import type { FileItem } from '../../protocol/file-item.js'
import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import type { Call } from '../call.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import { isFileItem } from './file-owner.js'
import type { OwnRequest } from './own-requests.js'
import { isRecord } from './user-metadata.js'

/** How many requests are asked for their files at once. */
const CONCURRENCY = 8

/** The output files of a person's requests: one call for each request, remembered for a while. */
export async function findOwnOutputs(call: Call, requests: readonly OwnRequest[]): Promise<FileItem[]> {
  const makers = requests.filter((request) => request.mayHaveFiles)
  const found: FileItem[][] = []
  let next = 0
  const work = async () => {
    for (let index = next++; index < makers.length; index = next++) {
      const maker = makers[index]
      if (maker) found[index] = await outputsOf(call, maker)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  return found.flat()
}

/** Called when a file of the request changes. */
export function forgetOutputs(call: Call, requestId: string): void {
  call.memory.outputs.delete(keyOf(call, requestId))
}

const keyOf = (call: Call, requestId: string) => `${call.apiKey} ${requestId}`

async function outputsOf(call: Call, request: OwnRequest): Promise<FileItem[]> {
  const known = call.memory.outputs.get(keyOf(call, request.id))
  if (known) return known
  const search = new URLSearchParams({ requestId: request.id, role: 'output', limit: String(MAX_PAGE_SIZE) })
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
  call.memory.outputs.set(keyOf(call, request.id), files)
  return files
}
