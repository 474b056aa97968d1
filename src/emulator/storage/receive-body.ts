import { joinBytes } from '../media/bytes.js'
import type { Platform } from '../platform/platform.js'

export interface ReceivedBody {
  /** Bytes. */
  size: number
  sha256: string
  md5: string
  /** Absent where the body is larger than what is kept. */
  bytes?: Uint8Array
}

/**
 * Reads a body to its end without holding more than `keepUpTo` bytes. Rejects where it breaks:
 * nothing of it counts then.
 */
export async function receiveBody(
  request: Request,
  platform: Platform,
  { keepUpTo, wantsSha256 }: { keepUpTo: number; wantsSha256: boolean },
): Promise<ReceivedBody> {
  const sha256 = wantsSha256 ? platform.createHash('sha256') : undefined
  const md5 = platform.createHash('md5')
  let chunks: Uint8Array[] | undefined = []
  let size = 0
  for await (const chunk of chunksOf(request)) {
    size += chunk.length
    sha256?.update(chunk)
    md5.update(chunk)
    if (size > keepUpTo) chunks = undefined
    else chunks?.push(chunk)
  }
  const declared = request.headers.get('content-length')
  if (declared !== null && Number(declared) !== size) throw new Error('The body ended early.')
  return {
    size,
    sha256: sha256?.digest() ?? '',
    md5: md5.digest(),
    ...(chunks && { bytes: joinBytes(chunks) }),
  }
}

async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  if (!request.body) {
    // A body the environment does not stream (an in-process request from an older browser).
    yield new Uint8Array(await request.arrayBuffer())
    return
  }
  const reader = request.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    yield value
  }
}
