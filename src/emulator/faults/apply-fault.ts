import { ConnectionCut, HttpError, jsonResponse } from '../http/answers.js'
import type { Clock } from '../../protocol/clock.js'
import { wait } from '../clock.js'
import type { Fault } from './fault.js'

const TEXTS: Record<number, string> = {
  400: 'Bad request',
  401: 'Invalid API key',
  402: 'Insufficient balance',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  413: 'Payload too large',
  422: 'Unprocessable entity',
  429: 'Too many requests',
  500: 'Internal server error',
  502: 'Bad gateway',
  503: 'Service unavailable',
  504: 'Gateway timeout',
}

/** Runs `work` as the fault lets it. Throws ConnectionCut where no answer arrives. */
export async function applyFault(
  fault: Fault | undefined,
  request: Request,
  context: { clock: Clock; explain: (error: HttpError) => Response },
  work: () => Promise<Response>,
): Promise<Response> {
  if (!fault) return work()
  if (fault.delayMs) await wait(context.clock, fault.delayMs)
  if (fault.cut === 'before') throw new ConnectionCut()
  if (fault.cut === 'during') {
    await readSome(request)
    throw new ConnectionCut()
  }
  const isCanned = fault.status !== undefined || fault.body !== undefined
  const response = isCanned ? canned(fault, context.explain) : await work()
  if (fault.answerDelayMs) await wait(context.clock, fault.answerDelayMs)
  if (fault.cut === 'after') {
    await response.body?.cancel()
    throw new ConnectionCut()
  }
  const answered = withHeaders(response, fault.headers)
  return fault.cut === 'answer' ? breakBody(answered) : answered
}

function canned(fault: Fault, explain: (error: HttpError) => Response): Response {
  const status = fault.status ?? 200
  if (fault.body === undefined && status >= 400) {
    return explain(new HttpError(status, TEXTS[status] ?? `HTTP ${status}`))
  }
  if (fault.body === undefined || status === 204 || status === 304) return new Response(null, { status })
  if (typeof fault.body === 'string') {
    return new Response(fault.body, { status, headers: { 'content-type': 'text/html; charset=utf-8' } })
  }
  return jsonResponse(fault.body, status)
}

function withHeaders(response: Response, headers: Fault['headers']): Response {
  if (!headers) return response
  const changed = new Response(response.body, response)
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) changed.headers.delete(name)
    else changed.headers.set(name, value)
  }
  return changed
}

async function readSome(request: Request): Promise<void> {
  const reader = request.body?.getReader()
  await reader?.read()
  await reader?.cancel().catch(() => undefined)
}

/** The same answer, whose body breaks half way. */
async function breakBody(response: Response): Promise<Response> {
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
