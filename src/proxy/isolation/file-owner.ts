import { type FileItem, UPLOAD_OWNER_PREFIX } from '../../protocol/file-item.js'
import { isRecord, type User } from './user.js'

/** A file of the platform, as far as ownership needs it. */
export function isFileItem(value: unknown): value is FileItem {
  return isRecord(value) && typeof value['id'] === 'string' && typeof value['url'] === 'string'
}

/**
 * An upload is the user's whose prefix the proxy put at the start of its name. The platform puts something
 * random before it; the first prefix in the tail counts, since what a user writes into a name comes after.
 */
export function isOwnUpload(file: FileItem, { filePrefix }: User): boolean {
  if (file.source !== 'upload') return false
  const tail = (file.storageKey ?? pathOf(file.url)).split('/').at(-1) ?? ''
  const found = UPLOAD_OWNER_PREFIX.exec(tail)
  return found?.[0] === filePrefix
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : ''
}
