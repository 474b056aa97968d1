import { CLIENT_ID_KEY } from '../../protocol/headers.js'
import { MAX_METADATA_KEYS, MAX_METADATA_VALUE_LENGTH } from '../../protocol/limits.js'
import type { Person } from '../isolation/person.js'
import { isRecord, USER_KEY } from '../isolation/user-metadata.js'
import { Refusal } from '../refusal.js'

export interface ReadSubmit {
  /** What goes upstream. */
  body: Uint8Array<ArrayBuffer> | string
  /** The tag by which a repeated submit is known, if it has one. */
  clientId: string | undefined
}

/**
 * Reads a submit's body. Where people are kept apart it is marked with its person, whatever the browser put
 * there; otherwise the bytes stay as they came.
 */
export function readSubmit(
  bytes: Uint8Array<ArrayBuffer> | undefined,
  person: Person | undefined,
): ReadSubmit {
  const body = bytes ?? new Uint8Array(0)
  const value = parse(body)
  const metadata = isRecord(value) && isRecord(value['metadata']) ? value['metadata'] : undefined
  const given = metadata?.[CLIENT_ID_KEY]
  const isUsable = typeof given === 'string' && given.length > 0 && given.length <= MAX_METADATA_VALUE_LENGTH
  const clientId = isUsable ? given : undefined
  if (!person) return { body, clientId }

  if (!isRecord(value)) throw new Refusal(400, 'The body of a submit must be a JSON object.')
  if (value['metadata'] !== undefined && value['metadata'] !== null && !metadata) {
    throw new Refusal(400, 'metadata must be an object of strings.')
  }
  const marked = { ...metadata, [USER_KEY]: person.mark }
  const count = Object.keys(marked).length
  if (count > MAX_METADATA_KEYS) {
    throw new Refusal(
      400,
      `metadata has ${count} keys, the platform takes ${MAX_METADATA_KEYS}. Of these the proxy needs one to tell people apart (${USER_KEY}), and an exactly-once submit one (${CLIENT_ID_KEY}): use at most ${MAX_METADATA_KEYS - 2} of your own.`,
    )
  }
  return { body: JSON.stringify({ ...value, metadata: marked }), clientId }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown
  } catch {
    return undefined
  }
}
