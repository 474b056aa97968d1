import type { Call } from '../call.js'
import { readCountedBody } from '../counted-body.js'
import { depthOf, MAX_JSON_DEPTH } from '../json-text.js'
import { Refusal } from '../refusal.js'
import { isRecord } from './user.js'

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
