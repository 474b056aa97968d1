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
