import { MAX_BODY_BYTES } from '../../protocol/limits.js'
import { HttpError } from './answers.js'

/** The JSON object a call carries. 413 over 10 MB, 400 for anything that is no object. */
export async function readJson(request: Request): Promise<Record<string, unknown>> {
  const tooLarge = new HttpError(413, 'Request body is larger than 10 MB')
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge
  const bytes = await request.arrayBuffer()
  if (bytes.byteLength > MAX_BODY_BYTES) throw tooLarge
  const text = new TextDecoder().decode(bytes)
  const body = parse(text)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new HttpError(400, 'The body must be a JSON object')
  }
  return body as Record<string, unknown>
}

function parse(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    throw new HttpError(400, 'The body is not valid JSON')
  }
}
