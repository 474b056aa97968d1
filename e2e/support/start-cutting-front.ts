import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** One POST as it came from the browser. */
export interface SeenPost {
  body: string
  /** Requests that its connection had carried before. */
  earlier: number
}

/** When a connection breaks: as soon as the request was read, or once the work was done and answered. */
export type Moment = 'read' | 'answered'

export interface CuttingFront {
  /** The page. */
  readonly url: string
  /** Every POST that arrived, in order. */
  readonly posts: readonly SeenPost[]
  /** The next POST is passed on, and its connection breaks without an answer. */
  cut(moment: Moment): void
  /** From now on connections are refused. */
  refuse(): Promise<void>
  /** … and taken again. */
  accept(): Promise<void>
}

export interface CuttingFrontOptions {
  /** Whether a connection carries one request after another. */
  keepAlive: boolean
}

/** A server in front of another that passes everything on, breaks connections on demand, or is not there. */
export async function startCuttingFront(
  target: string,
  { keepAlive }: CuttingFrontOptions,
): Promise<CuttingFront> {
  const posts: SeenPost[] = []
  const carried = new WeakMap<Socket, number>()
  let moment: Moment | undefined

  async function onRequest(incoming: IncomingMessage, outgoing: ServerResponse) {
    const { socket, method, headers, url = '/' } = incoming
    const earlier = carried.get(socket) ?? 0
    carried.set(socket, earlier + 1)
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer) // without an encoding set they are buffers
    const body = Buffer.concat(chunks)
    let cut: Moment | undefined
    if (method === 'POST') {
      posts.push({ body: body.toString(), earlier })
      cut = moment
      moment = undefined
    }
    const upstream = forward(new URL(url, target), { method, headers, agent: false }, (answer) => {
      if (cut) return void answer.resume().once('end', () => socket.destroy())
      outgoing.writeHead(answer.statusCode ?? 502, {
        ...answer.headers,
        connection: keepAlive ? 'keep-alive' : 'close',
      })
      outgoing.flushHeaders()
      answer.pipe(outgoing)
    })
    upstream.once('error', () => outgoing.destroy())
    upstream.end(body, () => {
      if (cut === 'read') socket.destroy()
    })
    // What was cut goes on behind this server, as it does behind a load balancer.
    if (!cut) outgoing.once('close', () => upstream.destroy())
  }

  const server = createServer((incoming, outgoing) => {
    onRequest(incoming, outgoing).catch(() => outgoing.destroy())
  })
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo // a TCP server has no other kind of address

  return {
    url: `http://127.0.0.1:${port}/`,
    posts,
    cut(when) {
      moment = when
    },
    refuse: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
    accept: () => listen(port),
  }
}
