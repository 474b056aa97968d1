import type { Call } from './call.js'
import { refuseBeyond } from './limits/limit-refusal.js'
import { readBody } from './upstream/bodies.js'

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
