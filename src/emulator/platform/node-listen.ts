import type { Socket } from 'node:net'
import { serve } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { ServerType } from '@hono/node-server'
import { ConnectionCut } from '../http/connection-cut.js'
import { guardBody } from './guard-body.js'
import type { Platform } from './platform.js'

/** Real sockets. A cut destroys the socket, so that the client sees what a broken network looks like. */
export const nodeListen: Platform['listen'] = async (target, { port, hostname }) => {
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
