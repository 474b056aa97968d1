import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ProxyHandler } from '../create-proxy-handler.js'
import { reportError } from '../../shared/server-reports.js'
import { Refusal } from '../refusal.js'

/** A handler for `node:http`, Connect and Express. */
export type NodeHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>

/**
 * Makes a handler for `node:http`, Connect and Express (4 and 5) of the proxy handler. Bodies stream both ways
 * at the slower side's pace; a browser that leaves aborts the call to the platform. It always answers and
 * never calls `next`. A body that a parser such as `express.json()` has already read is taken from `req.body`; where
 * middleware has read it and kept nothing, the call is refused with 500 instead of submitted empty.
 *
 * @example
 * app.use('/api/modelrunner/proxy', toNodeHandler(createProxyHandler({ authorize })))
 */
export function toNodeHandler(handler: ProxyHandler): NodeHandler {
  // Exactly two arguments: Express takes a function of four for an error handler.
  return async (incoming, outgoing) => {
    const controller = new AbortController()
    outgoing.once('close', () => controller.abort())
    let response: Response
    try {
      response = await handler(toRequest(incoming, controller.signal))
    } catch (error) {
      const isRefusal = error instanceof Refusal
      // A browser that left is no failure of the handler's.
      if (!isRefusal && !controller.signal.aborted)
        reportError('toNodeHandler', undefined, error, { stage: 'the handler' })
      const refusal = isRefusal ? error : new Refusal(500, 'The request could not be answered.')
      response = refusal.toResponse()
    }
    try {
      await writeResponse(response, outgoing)
    } catch {
      // An answer that HTTP cannot carry, such as Response.error(). Nobody waits for this promise: thrown on, it would end the process.
      outgoing.destroy()
    }
  }
}

/** What frameworks add to the message. */
type FrameworkMessage = IncomingMessage & { originalUrl?: string; body?: unknown }

/** A web request cannot have these (Fetch standard, forbidden methods). */
const FORBIDDEN_METHODS = new Set(['CONNECT', 'TRACE', 'TRACK'])

/** A web request of a node one. Its address is built from the host that was called, never from an absolute request line. */
function toRequest(incoming: FrameworkMessage, signal: AbortSignal): Request {
  const path = (incoming.originalUrl ?? incoming.url ?? '/').replace(/^[^/]*\/\/[^/]*/, '')
  const isSecure = 'encrypted' in incoming.socket && incoming.socket.encrypted === true
  const base = `${isSecure ? 'https' : 'http'}://${incoming.headers.host ?? 'localhost'}`
  const url = new URL(URL.canParse(base) ? base : 'http://localhost')
  const [pathname = '/', ...query] = path.split('?')
  url.pathname = pathname
  url.search = query.join('?')
  const method = incoming.method ?? 'GET'
  if (FORBIDDEN_METHODS.has(method)) throw new Refusal(405, `${method} is not a method of this proxy.`)
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(url, {
    method,
    headers: headersOf(incoming),
    signal,
    ...(hasBody ? { body: bodyOf(incoming), duplex: 'half' } : {}),
  } as RequestInit) // `duplex` is missing in the DOM types
}

function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    // HTTP/2 pseudo headers begin with a colon.
    if (value === undefined || name.startsWith(':')) continue
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one)
  }
  return headers
}

/**
 * The body as a stream, or what a body parser made of it. A parser that read nothing may still have set `body`; middleware that
 * has read the body and kept nothing of it would make an empty call of a full one, and the platform bills those.
 */
function bodyOf(incoming: FrameworkMessage): BodyInit | null {
  if (!incoming.readableDidRead && !incoming.readableEnded) return streamOf(incoming)
  const { body } = incoming
  if (isEmpty(body) && hadBody(incoming)) {
    throw new Refusal(
      500,
      'The body of the request was read before it reached toNodeHandler, and req.body does not hold it. Mount the handler before body parsers, or let express.json() parse JSON for this route.',
    )
  }
  if (body === undefined || body === null) return null
  if (typeof body === 'string') return body
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body)
}

/** What parsers leave of a body that they do not understand; `{}` may also be what was sent. */
function isEmpty(body: unknown): boolean {
  if (body === undefined || body === null || body === '') return true
  if (body instanceof Uint8Array) return body.byteLength === 0
  return typeof body === 'object' && Object.keys(body).length === 0
}

/** Whether bytes came: more than `{}` with blanks around. Without a length there is no telling, and no call. */
function hadBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  if (length !== undefined) return Number(length) > MAX_EMPTY_JSON_BYTES
  return headers['transfer-encoding'] !== undefined
}

const MAX_EMPTY_JSON_BYTES = 4

/** Reads only as fast as it is read. Cancelled, it lets the rest run dry: the answer must still reach the browser. */
function streamOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let stop = () => {}
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const take = (chunk: Buffer) => {
        controller.enqueue(new Uint8Array(chunk))
        if ((controller.desiredSize ?? 0) <= 0) incoming.pause()
      }
      const finish = () => {
        stop()
        controller.close()
      }
      const fail = () => {
        stop()
        controller.error(new Error('The request broke off.'))
      }
      stop = () => {
        incoming.off('data', take).off('end', finish).off('error', fail).off('close', fail)
        // Without a listener a late error would end the process.
        incoming.on('error', () => undefined)
      }
      incoming.on('data', take).on('end', finish).on('error', fail).on('close', fail)
      incoming.pause()
    },
    pull() {
      incoming.resume()
    },
    cancel() {
      stop()
      incoming.resume()
    },
  })
}

/** Writes a web response to a node one: chunk by chunk, waiting where the browser is slow, until one of them ends. */
async function writeResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  if (outgoing.destroyed || outgoing.headersSent) {
    await response.body?.cancel().catch(() => undefined)
    return
  }
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value)
  }
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies)
  if (!response.body) {
    outgoing.end()
    return
  }
  // A stream's first byte may be long in coming; its headers say that it is alive.
  outgoing.flushHeaders()
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader()
  const stop = () => void reader.cancel().catch(() => undefined)
  outgoing.once('close', stop)
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      if (!outgoing.write(value)) await drained(outgoing)
      if (outgoing.destroyed) return
    }
    outgoing.off('close', stop)
    outgoing.end()
  } catch {
    // The answer is under way: the only way to say that it is not whole is to break it off.
    outgoing.destroy()
  }
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done).off('close', done)
      resolve()
    }
    outgoing.once('drain', done).once('close', done)
  })
}
