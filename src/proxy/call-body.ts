import type { Call } from './call.js'
import { refuseBeyond } from './limits/limits.js'
import { readBody } from './upstream/bodies.js'
import { depthOf, MAX_JSON_DEPTH } from './json-text.js'
import { Refusal } from './refusal.js'
import { isRecord } from './isolation/user.js'

/** Reads the body of a call and counts its bytes against the user's limit. */
export async function readCountedBody({
  request,
  settings,
  state,
  own,
  limits,
  lease,
}: Call): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = await readBody(request, settings.maxBodyBytes, lease)
  refuseBeyond(await state.calls.countBytes(own.scope, bytes?.byteLength ?? 0, limits))
  return bytes
}

/** The browser's body, where the proxy has to understand it. */
export async function readJsonBody(call: Call): Promise<Record<string, unknown>> {
  const text = new TextDecoder().decode(await readCountedBody(call))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // Refused below.
  }
  if (isRecord(value) && depthOf(text) <= MAX_JSON_DEPTH) return value
  throw new Refusal(400, `The body must be a JSON object, nested at most ${MAX_JSON_DEPTH} levels deep.`)
}
