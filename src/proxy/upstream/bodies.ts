import { Refusal } from '../refusal.js'

/** A browser that sends nothing for so long has lost its network, or holds the connection on purpose. */
export const BODY_STALL_MS = 30_000

/**
 * Reads a browser's body, counting: what `content-length` says is only believed where it says too much.
 * The whole body is taken before anything goes upstream, so that a body over the limit reaches nobody.
 */
export async function readBody(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (request.bodyUsed) {
    throw new Refusal(
      500,
      'authorize or apiKey of createProxyHandler has read the body of the request. Let them read request.clone().',
    )
  }
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
  let timer: ReturnType<typeof setTimeout> | undefined
  const stalled = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      // First of the two: cancelling ends the pending read as if the body were whole.
      reject(new Refusal(408, `The request body paused for ${BODY_STALL_MS / 1000} s.`))
      void reader.cancel().catch(() => undefined)
    }, BODY_STALL_MS)
  })
  try {
    return await Promise.race([reader.read(), stalled])
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(400, 'The request body broke off.')
  } finally {
    clearTimeout(timer)
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

/** The largest answers are pages of 100 requests with their inputs; an answer beyond this is none, bytes. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024

/**
 * Reads an answer of the platform whole. It must come in time and stay within bounds; else the call is ended,
 * so that nothing of it lingers.
 * @throws Refusal 504 when it takes longer than `timeoutMs`, 502 when it breaks off or is too large
 */
export async function readText({ body }: Response, timeoutMs: number): Promise<string> {
  if (!body) return ''
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader()
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    const refusal = new Refusal(504, 'The platform stopped in the middle of its answer.')
    timer = setTimeout(() => reject(refusal), timeoutMs)
  })
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late])
      if (done) return text + decoder.decode()
      size += value.byteLength
      if (size > MAX_ANSWER_BYTES) throw new Refusal(502, 'The platform’s answer is too large.')
      text += decoder.decode(value, { stream: true })
    }
  } catch (error) {
    void reader.cancel().catch(() => undefined)
    throw error instanceof Refusal ? error : new Refusal(502, 'The platform’s answer broke off.')
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Hands a body on chunk by chunk, as fast as the browser takes it. A pause longer than `stallMs` or the
 * browser's leaving (`signal`, or the stream's own cancel) ends the call upstream at once.
 */
export function passBody(
  body: ReadableStream<Uint8Array>,
  { stallMs, signal }: { stallMs: number; signal: AbortSignal },
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const stop = (reason: unknown) => void reader.cancel(reason).catch(() => undefined)
  const leave = () => stop(signal.reason)
  if (signal.aborted) leave()
  signal.addEventListener('abort', leave, { once: true })
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let timer: ReturnType<typeof setTimeout> | undefined
        const stalled = new Promise<never>((_, reject) => {
          timer = setTimeout(
            () => reject(new Error('The platform stopped in the middle of its answer.')),
            stallMs,
          )
        })
        try {
          const { done, value } = await Promise.race([reader.read(), stalled])
          if (!done) return controller.enqueue(value)
          signal.removeEventListener('abort', leave)
          controller.close()
        } catch (error) {
          signal.removeEventListener('abort', leave)
          stop(error)
          controller.error(error)
        } finally {
          clearTimeout(timer)
        }
      },
      cancel(reason) {
        signal.removeEventListener('abort', leave)
        stop(reason)
      },
    },
    { highWaterMark: 0 },
  )
}
