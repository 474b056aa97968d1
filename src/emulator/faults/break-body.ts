/** The same answer, whose body breaks half way. */
export async function breakBody(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const half = bytes.subarray(0, Math.floor(bytes.length / 2))
  let isSent = half.length === 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isSent) controller.error(new TypeError('terminated'))
      else controller.enqueue(half)
      isSent = true
    },
  })
  return new Response(body, { status: response.status, headers: response.headers })
}
