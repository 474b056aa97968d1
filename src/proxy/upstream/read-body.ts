import { Refusal } from '../refusal.js'

/**
 * Reads a browser's body, counting: what `content-length` says is only believed where it says too much.
 * The whole body is taken before anything goes upstream, so that a body over the limit reaches nobody.
 */
export async function readBody(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const encoding = request.headers.get('content-encoding')
  if (encoding && encoding !== 'identity') {
    throw new Refusal(415, 'Compressed request bodies are not taken: send JSON as it is.')
  }
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  if (!request.body) return undefined
  const chunks: Uint8Array[] = []
  let size = 0
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader()
  for (;;) {
    const { done, value } = await readOrLeave(reader)
    if (done) break
    size += value.byteLength
    if (size > maxBytes) {
      void reader.cancel().catch(() => undefined)
      throw tooLarge(maxBytes)
    }
    chunks.push(value)
  }
  return joined(chunks, size)
}

async function readOrLeave(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read()
  } catch {
    throw new Refusal(400, 'The request body broke off.')
  }
}

function tooLarge(maxBytes: number): Refusal {
  return new Refusal(
    413,
    `The request body is larger than ${maxBytes} bytes. Upload files first and send their URLs; the hooks do so for File and Blob values.`,
  )
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    all.set(chunk, offset)
    offset += chunk.byteLength
  }
  return all
}
