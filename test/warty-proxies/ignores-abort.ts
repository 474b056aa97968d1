import { official } from './official.js'
import type { WartyProxyFactory } from './warty-proxy.js'

/** Never tells the platform that the browser has left: streams stay open for ever. */
export const ignoresAbort: WartyProxyFactory = (options) => async (request) => {
  const deaf = new Request(request, { signal: new AbortController().signal })
  const answer = await official(options)(deaf)
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = answer.body?.getReader()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
      if (done || !value) controller.close()
      else controller.enqueue(value)
    },
  })
  return new Response(body, { status: answer.status, headers: answer.headers })
}
