/** The same answer; where its body breaks, `onBroken` destroys the connection instead of an error that the server would print. */
export function guardBody(response: Response, onBroken: () => void): Response {
  if (!response.body) return response
  const reader = response.body.getReader()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch {
        // Left open: a closed body would let the server end the answer as if it were whole.
        onBroken()
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
  const guarded = new Response(body, response)
  // Else the server first waits a moment for the end of the body, and the head of a silent stream comes late.
  if (guarded.headers.get('content-type')?.startsWith('text/event-stream')) {
    guarded.headers.set('transfer-encoding', 'chunked')
  }
  return guarded
}
