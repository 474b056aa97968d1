import { Refusal } from '../refusal.js'

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
