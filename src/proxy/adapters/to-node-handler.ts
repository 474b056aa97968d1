import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ProxyHandler } from '../create-proxy-handler.js'
import { Refusal } from '../refusal.js'
import { toRequest } from './to-request.js'
import { writeResponse } from './write-response.js'

/** A handler for `node:http`, Connect and Express. */
export type NodeHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>

/**
 * Makes a handler for `node:http`, Connect and Express (4 and 5) of the proxy handler. Bodies stream both ways
 * at the slower side's pace; a browser that leaves aborts the call to the platform. It always answers and
 * never calls `next`. A body that a parser such as `express.json()` has already read is taken from `req.body`.
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
      const refusal = error instanceof Refusal ? error : new Refusal(500, 'The request could not be read.')
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
