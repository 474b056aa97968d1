import { readBounded, type UnreadBody } from '../../shared/read-bounded.js'
import { Refusal } from '../refusal.js'

/** A browser that sends nothing for so long has lost its network, or holds the connection on purpose. */
export const BODY_STALL_MS = 30_000
/** The largest body, 10 MiB, at 0.7 Mbit/s. A byte now and then does not hold memory for longer. */
export const BODY_DEADLINE_MS = 120_000
/** Bodies that may be in memory at a time, of one user and of all, bytes. */
const MAX_USER_BODY_BYTES = 32 * 1024 * 1024
const MAX_BODY_BYTES_IN_MEMORY = 256 * 1024 * 1024

/** Whose bodies are counted; `UserState` is one. */
export interface BodyOwner {
  /** Bytes of request bodies that are in memory. */
  bodyBytes: number
}

/** What request bodies hold of the process's memory. */
export class BodyBudget {
  #bytes = 0

  /** Counts what one call takes; release it when the call is answered. */
  lease(user: BodyOwner): BodyLease {
    let taken = 0
    return {
      take: (bytes) => {
        if (user.bodyBytes + bytes > MAX_USER_BODY_BYTES || this.#bytes + bytes > MAX_BODY_BYTES_IN_MEMORY)
          return false
        taken += bytes
        user.bodyBytes += bytes
        this.#bytes += bytes
        return true
      },
      release: () => {
        user.bodyBytes -= taken
        this.#bytes -= taken
        taken = 0
      },
    }
  }
}

export interface BodyLease {
  /** Whether there is memory for so many bytes more. */
  take(bytes: number): boolean
  release(): void
}

/**
 * Reads a browser's body, counting: what `content-length` says is only believed where it says too much.
 * The whole body is taken before anything goes upstream, so that a body over the limit reaches nobody.
 */
export async function readBody(
  request: Request,
  maxBytes: number,
  lease: BodyLease,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const encoding = request.headers.get('content-encoding')
  if (encoding && encoding !== 'identity') {
    throw new Refusal(415, 'Compressed request bodies are not taken: send JSON as it is.')
  }
  const read = await readBounded(request, {
    maxBytes,
    stallMs: BODY_STALL_MS,
    deadlineMs: BODY_DEADLINE_MS,
    take: (bytes) => lease.take(bytes),
  })
  if (typeof read === 'string') throw unread(read, maxBytes)
  return read.byteLength === 0 ? undefined : read
}

function unread(why: UnreadBody, maxBytes: number): Refusal {
  switch (why) {
    case 'used':
      return new Refusal(
        500,
        'The body of the request has been read already. Let authorize and apiKey of createProxyHandler read request.clone().',
      )
    case 'too-large':
      return new Refusal(
        413,
        `The request body is larger than ${maxBytes} bytes. Upload files first and send their URLs; the hooks do so for File and Blob values.`,
      )
    case 'stalled':
      return new Refusal(408, `The request body paused for ${BODY_STALL_MS / 1000} s.`)
    case 'late':
      return new Refusal(408, `The request body took longer than ${BODY_DEADLINE_MS / 1000} s.`)
    case 'refused':
      return new Refusal(503, 'Too many large requests are being received. Try again in a moment.', {
        'retry-after': '5',
      })
    case 'broken':
      return new Refusal(400, 'The request body broke off.')
  }
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
