import { gzipSync } from 'node:zlib'
import type { Emulator } from '../../src/emulator/index.js'
import type { Hosts } from '../../src/protocol/hosts.js'
import { toNodeHandler } from '../../src/proxy/adapters/to-node-handler.js'
import { listen, type ListeningServer } from '../support/listen.js'

/** The emulator behind an edge like the real platform's: it compresses JSON, and refuses bodies that are no JSON object. */
export async function startPlatformEdge(emulator: Emulator): Promise<ListeningServer & { hosts: Hosts }> {
  const server = await listen(
    toNodeHandler(async (request) => {
      const { pathname } = new URL(request.url)
      if (request.method === 'GET' || !pathname.startsWith('/queue/'))
        return compressed(await emulator.fetch(request))
      const text = await request.text()
      if (text !== '' && !/^\s*[[{]/.test(text)) return strictParserError()
      const { url, method, headers } = request
      const body = text === '' ? null : text
      return compressed(
        await emulator.fetch(new Request(url, { method, headers, body, signal: request.signal })),
      )
    }),
  )
  const { url } = server
  return { ...server, hosts: { queue: `${url}/queue`, rest: `${url}/rest`, media: `${url}/media` } }
}

async function compressed(answer: Response): Promise<Response> {
  if (!answer.headers.get('content-type')?.includes('json')) return answer
  const headers = new Headers(answer.headers)
  headers.set('content-encoding', 'gzip')
  headers.delete('content-length')
  return new Response(gzipSync(await answer.text()), { status: answer.status, headers })
}

function strictParserError(): Response {
  return Response.json(
    { error: 'Unexpected token in JSON body', statusCode: 400, request_id: 'edge' },
    { status: 400 },
  )
}
