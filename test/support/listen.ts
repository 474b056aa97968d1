import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ListeningServer {
  /** Without a slash at the end. */
  url: string
  close(): Promise<void>
}

/** A listener that may be async: one that rejects is an unhandled rejection, which fails the run. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

/** A real server on the loopback address, on a free port where none is asked for. Closing it cuts what is still open. */
export async function listen(listener: Listener, wanted = 0): Promise<ListeningServer> {
  const server = createServer((request, response) => void listener(request, response))
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server has no other kind of address
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
