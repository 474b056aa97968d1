import type { FileItem } from '../../protocol/file-item.js'
import type { Call } from '../call.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import { isFileItem, isOwnUpload } from './file-owner.js'
import type { Person } from './person.js'
import { isRecord } from './user-metadata.js'

/** The newest uploads that a person sees; older ones still work by their URL. */
export const MAX_OWN_UPLOADS = 1_000
const PAGE_SIZE = 100

/** The person's uploads, newest first: the platform searches names for the person's prefix, and each hit is looked at again. */
export async function findOwnUploads(call: Call, person: Person): Promise<FileItem[]> {
  const files: FileItem[] = []
  for (let page = 1; page <= MAX_OWN_UPLOADS / PAGE_SIZE; page += 1) {
    const search = new URLSearchParams({
      q: person.filePrefix.slice(0, -1),
      sources: 'upload',
      order: 'newest',
      page: String(page),
      limit: String(PAGE_SIZE),
    })
    const answer = await askPlatform(call, 'rest', '/files', { search })
    const list = answer.json
    if (!answer.ok || !isRecord(list) || !Array.isArray(list['items'])) {
      throw new Refusal(502, 'The platform’s files could not be read.')
    }
    const items: unknown[] = list['items']
    for (const file of items) if (isFileItem(file) && isOwnUpload(file, person)) files.push(file)
    if (items.length < PAGE_SIZE) break
  }
  return files
}
