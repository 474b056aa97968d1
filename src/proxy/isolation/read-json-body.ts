import type { Call } from '../call.js'
import { Refusal } from '../refusal.js'
import { readBody } from '../upstream/bodies.js'
import { isRecord } from './user.js'

/** The browser's body, where the proxy has to understand it. */
export async function readJsonBody({ request, settings }: Call): Promise<Record<string, unknown>> {
  const bytes = await readBody(request, settings.maxBodyBytes)
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (isRecord(value)) return value
  } catch {
    // Refused below.
  }
  throw new Refusal(400, 'The body must be a JSON object.')
}
