/**
 * What stands for a person on the platform. All of it is made by HMAC-SHA256 from the secret and the user id:
 * it tells nothing about the id, cannot be made without the secret, and is the same in every process.
 */
export interface Person {
  userId: string
  /** On requests, in their metadata. */
  mark: string
  /** At the start of the names of uploaded files (`UPLOAD_MARK`); a different value, since file URLs are public. */
  filePrefix: string
  /** At the start of the names of tags. */
  tagPrefix: string
  /** Signs what this person alone may bring back. */
  sign(text: string): Promise<string>
}

const MARK_LENGTH = 32
const FILE_LENGTH = 20
const TAG_LENGTH = 12

const encoder = new TextEncoder()

export async function createPerson(secret: string, userId: string): Promise<Person> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  const hex = async (text: string) => {
    const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)))
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  }
  const [mark, file, tag] = await Promise.all([
    hex(`modelrunner user ${userId}`),
    hex(`modelrunner file ${userId}`),
    hex(`modelrunner tag ${userId}`),
  ])
  return {
    userId,
    mark: mark.slice(0, MARK_LENGTH),
    filePrefix: `mru${file.slice(0, FILE_LENGTH)}-`,
    tagPrefix: `${tag.slice(0, TAG_LENGTH)}:`,
    // The length keeps a user id and a text from running into each other.
    sign: async (text) =>
      (await hex(`modelrunner sign ${userId.length} ${userId} ${text}`)).slice(0, MARK_LENGTH),
  }
}

/** The metadata key under which a request carries the mark of the person who made it. Browsers neither set nor see it. */
export const USER_KEY = 'mr_user'

/** The mark that a request item carries, if any. */
export function ownerOf(item: unknown): string | undefined {
  const metadata = isRecord(item) ? item['metadata'] : undefined
  const mark = isRecord(metadata) ? metadata[USER_KEY] : undefined
  return typeof mark === 'string' ? mark : undefined
}

/** The item as a browser may see it. */
export function withoutOwner<T>(item: T): T {
  if (ownerOf(item) === undefined) return item
  const copy = { ...(item as T & { metadata: Record<string, unknown> }) } // ownerOf found metadata
  const metadata = { ...copy.metadata }
  delete metadata[USER_KEY]
  copy.metadata = metadata
  return copy
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
