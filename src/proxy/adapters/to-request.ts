import type { IncomingMessage } from 'node:http'
import { Refusal } from '../refusal.js'

/** What frameworks add to the message. */
type FrameworkMessage = IncomingMessage & { originalUrl?: string; body?: unknown }

/** A web request cannot have these (Fetch standard, forbidden methods). */
const FORBIDDEN_METHODS = new Set(['CONNECT', 'TRACE', 'TRACK'])

/** A web request of a node one. Its address is built from the host that was called, never from an absolute request line. */
export function toRequest(incoming: FrameworkMessage, signal: AbortSignal): Request {
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

/** The body as a stream, or what a body parser made of it. A parser that read nothing may still have set `body`. */
function bodyOf(incoming: FrameworkMessage): BodyInit | null {
  if (!incoming.readableDidRead && !incoming.readableEnded) return streamOf(incoming)
  const { body } = incoming
  if (body === undefined || body === null) return null
  if (typeof body === 'string') return body
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body)
}

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
