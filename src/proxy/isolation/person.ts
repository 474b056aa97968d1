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
