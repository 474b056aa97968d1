import { createServer } from 'node:http'

/** Users of the app whose requests the platform reports. */
export const USERS = 50

/** A platform of one account: an event stream, a request and 1,000 files. */
export async function startPlatform() {
  const streams = new Set()
  let calls = 0
  /** Owner tags by user, as the proxy puts them on what a user submits. */
  const tags = new Map()
  const server = createServer((incoming, outgoing) => {
    calls += 1
    const url = new URL(incoming.url, 'http://platform')
    const json = (value) => outgoing.setHeader('content-type', 'application/json').end(JSON.stringify(value))
    if (incoming.method === 'POST') {
      let body = ''
      incoming.on('data', (chunk) => (body += chunk))
      incoming.on('end', () => {
        const { prompt, metadata } = JSON.parse(body)
        tags.set(prompt, metadata.mr_user)
        json({ status: 'IN_QUEUE', request_id: `run-of-${prompt}` })
      })
      return
    }
    if (url.pathname.endsWith('/requests/stream')) {
      streams.add(outgoing)
      outgoing.once('close', () => streams.delete(outgoing))
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
      outgoing.write('event: snapshot\ndata: {"type":"snapshot","requests":[]}\n\n')
      return
    }
    if (url.pathname.endsWith('/files')) {
      const [limit, page] = [
        Number(url.searchParams.get('limit') ?? 20),
        Number(url.searchParams.get('page') ?? 1),
      ]
      const prefix = url.searchParams.get('q') ?? ''
      const isUpload = url.searchParams
        .getAll('sources')
        .concat(url.searchParams.getAll('sources[]'))
        .includes('upload')
      const total = isUpload ? 1_000 : 0
      const items = Array.from(
        { length: Math.max(0, Math.min(limit, total - (page - 1) * limit)) },
        (_, index) => {
          const number = (page - 1) * limit + index
          return {
            id: `f${number}`,
            url: `https://media.modelrunner.ai/x-${prefix}${number}.png`,
            source: 'upload',
            createdAt: new Date(1_790_000_000_000 - number * 60_000).toISOString(),
            isFavorited: false,
            tags: [],
          }
        },
      )
      return json({ items, pagination: { page, limit, total, totalPages: Math.ceil(total / limit) } })
    }
    if (url.pathname.endsWith('/requests'))
      return json({ page: 1, limit: 100, total: 0, totalPages: 0, data: [] })
    const user = url.pathname.split('run-of-')[1]
    json({
      id: `run-of-${user}`,
      status: 'IN_PROGRESS',
      modelEndpoint: 'owner/alias',
      metadata: { mr_user: tags.get(user) },
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    streams,
    count: () => calls,
    update: (number) => {
      const item = {
        id: `run-${number}`,
        status: 'IN_PROGRESS',
        modelEndpoint: 'owner/alias',
        input: { prompt: 'x'.repeat(500) },
        sentAt: performance.timeOrigin + performance.now(),
        updatedAt: new Date().toISOString(),
        metadata: { mr_user: tags.get(`user-${number % USERS}`) },
      }
      const text = `event: update\ndata: ${JSON.stringify({ type: 'update', request: item })}\n\n`
      for (const stream of streams) stream.write(text)
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
