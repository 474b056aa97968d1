import type { Platform, StreamingHash } from './platform.js'
import { createHash, type Hash } from 'node:crypto'
import type { Socket } from 'node:net'
import { serve, type ServerType } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { ConnectionCut } from '../http/answers.js'

/** Real sockets. A cut destroys the socket, so that the client sees what a broken network looks like. */
const nodeListen: Platform['listen'] = async (target, { port, hostname }) => {
  const sockets = new Set<Socket>()
  const server = await new Promise<ServerType>((resolve, reject) => {
    const started = serve(
      {
        port,
        hostname,
        // The globals of the process are not ours to replace.
        overrideGlobalObjects: false,
        fetch: async (request, { incoming, outgoing }) => {
          try {
            return guardBody(await target.handle(request), () => breakSoon(incoming.socket, outgoing))
          } catch (error) {
            if (!(error instanceof ConnectionCut)) throw error
            incoming.socket.destroy()
            return RESPONSE_ALREADY_SENT
          }
        },
      },
      () => resolve(started),
    )
    started.on('error', reject)
    started.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
  })
  const address = server.address()
  const actual = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://${hostname}:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Breaks the connection when what was written before the break is on its way. */
function breakSoon(socket: Socket, outgoing: { headersSent: boolean }): void {
  if (outgoing.headersSent || socket.destroyed) socket.destroySoon()
  else setImmediate(() => breakSoon(socket, outgoing))
}

/** The same answer; where its body breaks, `onBroken` destroys the connection instead of an error that the server would print. */
function guardBody(response: Response, onBroken: () => void): Response {
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

export const nodePlatform: Platform = { createHash: nodeHash, listen: nodeListen }

/** Node's own hashes: fast enough for uploads of gigabytes. */
function nodeHash(algorithm: 'sha256' | 'md5'): StreamingHash {
  return wrap(createHash(algorithm))
}

function wrap(hash: Hash): StreamingHash {
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest('hex'),
    copy: () => wrap(hash.copy()),
  }
}
