import { type FileItem, UPLOAD_OWNER_PREFIX } from '../../protocol/file-item.js'

/**
 * What stands for a user on the platform. All of it is made by HMAC-SHA256 from the secret and the user id:
 * it tells nothing about the id, cannot be made without the secret, and is the same in every process.
 */
export interface User {
  userId: string
  /** In keys of the store: the user's submits, counters and reservations. */
  scope: string
  /** On requests, in their metadata. */
  ownerTag: string
  /** At the start of the names of uploaded files (`UPLOAD_MARK`); a different value, since file URLs are public. */
  filePrefix: string
  /** At the start of the names of tags. */
  tagPrefix: string
  /** Signs what this user alone may bring back. */
  sign(text: string): Promise<string>
}

const OWNER_TAG_LENGTH = 32
const FILE_LENGTH = 20
const TAG_LENGTH = 12

const encoder = new TextEncoder()

export async function createUser(secret: string, userId: string): Promise<User> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  const hex = async (text: string) => {
    const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)))
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  }
  const [ownerTag, file, tag, scope] = await Promise.all([
    hex(`modelrunner user ${userId}`),
    hex(`modelrunner file ${userId}`),
    hex(`modelrunner tag ${userId}`),
    hex(`modelrunner scope ${userId}`),
  ])
  return {
    userId,
    scope: scope.slice(0, OWNER_TAG_LENGTH),
    ownerTag: ownerTag.slice(0, OWNER_TAG_LENGTH),
    filePrefix: `mru${file.slice(0, FILE_LENGTH)}-`,
    tagPrefix: `${tag.slice(0, TAG_LENGTH)}:`,
    // The length keeps a user id and a text from running into each other.
    sign: async (text) =>
      (await hex(`modelrunner sign ${userId.length} ${userId} ${text}`)).slice(0, OWNER_TAG_LENGTH),
  }
}

/** The metadata key under which a request carries the owner tag of the user who made it. Browsers neither set nor see it. */
export const USER_KEY = 'mr_user'

/** The owner tag that a request item carries, if any. */
export function ownerOf(item: unknown): string | undefined {
  const metadata = isRecord(item) ? item['metadata'] : undefined
  const ownerTag = isRecord(metadata) ? metadata[USER_KEY] : undefined
  return typeof ownerTag === 'string' ? ownerTag : undefined
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

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
