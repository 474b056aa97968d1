/** Why a body could not be read whole. */
export type UnreadBody = 'too-large' | 'stalled' | 'late' | 'refused' | 'broken' | 'used'

export interface BodyBounds {
  /** Bytes. */
  maxBytes: number
  /** How long the sender may pause within the body, ms. */
  stallMs: number
  /** How long the whole body may take, ms. */
  deadlineMs?: number
  /** Asked before bytes are kept in memory; `false` ends the reading as `refused`. */
  take?: (bytes: number) => boolean
}

/**
 * Reads a body and counts: `content-length` is only believed where it says too much. Gives the bytes, or why there are none.
 *
 * Firefox and some test environments have no `Request.body`. A body that cannot be streamed is then read by `arrayBuffer()`:
 * it would otherwise pass for an empty one, and a paid call would leave without its input.
 */
export async function readBounded(
  message: Request | Response,
  { maxBytes, stallMs, deadlineMs = Number.POSITIVE_INFINITY, take = () => true }: BodyBounds,
): Promise<Uint8Array<ArrayBuffer> | UnreadBody> {
  if (message.bodyUsed) return 'used'
  if (Number(message.headers.get('content-length') ?? 0) > maxBytes) return 'too-large'
  // The type says null or a stream; Firefox says undefined.
  const body = message.body as ReadableStream<Uint8Array> | null | undefined
  if (body === null) return new Uint8Array(0)
  if (body === undefined) return readWhole(message, { maxBytes, stallMs, take })
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  const leave = () => void reader.cancel().catch(() => undefined)
  const startedAt = Date.now()
  for (;;) {
    const leftMs = startedAt + deadlineMs - Date.now()
    const read = await withinStall(reader.read(), Math.max(0, Math.min(stallMs, leftMs)))
    if (typeof read === 'string') {
      leave()
      return read === 'stalled' && leftMs < stallMs ? 'late' : read
    }
    if (read.done) return joined(chunks, size)
    size += read.value.byteLength
    if (size > maxBytes) {
      leave()
      return 'too-large'
    }
    if (!take(read.value.byteLength)) {
      leave()
      return 'refused'
    }
    chunks.push(read.value)
  }
}

async function readWhole(
  message: Request | Response,
  { maxBytes, stallMs, take }: Required<Omit<BodyBounds, 'deadlineMs'>>,
): Promise<Uint8Array<ArrayBuffer> | UnreadBody> {
  const read = await withinStall(message.arrayBuffer(), stallMs)
  if (typeof read === 'string') return read
  if (read.byteLength > maxBytes) return 'too-large'
  return take(read.byteLength) ? new Uint8Array(read) : 'refused'
}

async function withinStall<T>(work: Promise<T>, stallMs: number): Promise<T | 'stalled' | 'broken'> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stalled = new Promise<'stalled'>((resolve) => {
    timer = setTimeout(() => resolve('stalled'), stallMs)
  })
  try {
    return await Promise.race([work, stalled])
  } catch {
    return 'broken'
  } finally {
    clearTimeout(timer)
  }
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
