import { CLIENT_ID_KEY } from '../../protocol/headers.js'
import { MAX_METADATA_KEYS, MAX_METADATA_VALUE_LENGTH } from '../../protocol/limits.js'
import { isRecord, USER_KEY, type User } from '../isolation/user.js'
import { depthOf, MAX_JSON_DEPTH, membersOf, objectOf } from '../json-text.js'
import { Refusal } from '../refusal.js'
import type { Call } from '../call.js'
import { hashOf } from '../hash.js'

interface PaidBody {
  /** What goes upstream. */
  body: Uint8Array<ArrayBuffer> | string
  /** The tag by which a repeated submit is known, if it has one. */
  clientId: string | undefined
  /** What was read of it; undefined where it is not a JSON object. */
  value: Record<string, unknown> | undefined
  /** The model's input: without the platform's reserved keys. */
  input: Record<string, unknown>
}

const RESERVED = new Set(['metadata', 'webhook', 'webhook_events_filter', 'public', 'base_model'])

/**
 * Reads the body of a submit or a chat. Where users are isolated it gets its user's owner tag, whatever the browser put
 * there; everything else keeps its bytes, so that a large number arrives as it was written.
 * @throws Refusal 400 where it cannot be tagged, 403 where it sets a key that `refuse` names
 */
export function readPaidBody(
  bytes: Uint8Array<ArrayBuffer> | undefined,
  user: User | undefined,
  refuse: ReadonlySet<string>,
): PaidBody {
  const body = bytes ?? new Uint8Array(0)
  const text = new TextDecoder().decode(body)
  const parsed = parse(text)
  const value = isRecord(parsed) ? parsed : undefined
  if (parsed !== undefined && depthOf(text) > MAX_JSON_DEPTH)
    throw new Refusal(400, `The body is nested more than ${MAX_JSON_DEPTH} levels deep.`)
  const metadata = isRecord(value?.['metadata']) ? value['metadata'] : undefined
  const given = metadata?.[CLIENT_ID_KEY]
  const isUsable = typeof given === 'string' && given.length > 0 && given.length <= MAX_METADATA_VALUE_LENGTH
  const clientId = isUsable ? given : undefined
  const input = Object.fromEntries(Object.entries(value ?? {}).filter(([key]) => !RESERVED.has(key)))
  // Every member of a name is looked at: parsers differ in which of two they take.
  const members = value ? (membersOf(text) ?? []) : []
  for (const member of members) {
    if (refuse.has(member.key) && !['null', 'false'].includes(member.value)) {
      throw new Refusal(
        403,
        `A browser may not set ${member.key} in a submit. Set the refuse option of createProxyHandler if it may.`,
      )
    }
  }
  if (!user) return { body, clientId, value, input }

  if (!value) throw new Refusal(400, 'The body of a submit must be a JSON object.')
  if (value['metadata'] !== undefined && value['metadata'] !== null && !metadata) {
    throw new Refusal(400, 'metadata must be an object of strings.')
  }
  const tagged = { ...metadata, [USER_KEY]: user.ownerTag }
  const count = Object.keys(tagged).length
  if (count > MAX_METADATA_KEYS) {
    throw new Refusal(
      400,
      `metadata has ${count} keys, the platform takes ${MAX_METADATA_KEYS}. Of these the proxy needs one to keep users isolated (${USER_KEY}), and an exactly-once submit one (${CLIENT_ID_KEY}): use at most ${MAX_METADATA_KEYS - 2} of your own.`,
    )
  }
  const others = members.filter(({ key }) => key !== 'metadata').map((member) => member.text)
  return {
    body: objectOf([...others, `"metadata":${JSON.stringify(tagged)}`]),
    clientId,
    value,
    input,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Whose paid call it is, and which. Hashed: keys of a store are seen in its logs. */
export async function paidCallKey(
  { upstream, user, userId, target, own }: Call,
  endpoint: string,
  clientId: string,
): Promise<string> {
  const scope = user || userId !== undefined ? own.scope : 'all'
  const hash = await hashOf(JSON.stringify([upstream.apiKey, target.base, userId, endpoint, clientId]))
  return `{${scope}}:${hash}`
}
