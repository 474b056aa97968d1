import { createServer, get } from 'node:http'

// One process under test: the proxy handler, or a plain pass-through that opens a connection for each stream.
const [kind, platformUrl, key] = process.argv.slice(2)
const server = createServer(kind === 'pass-through' ? passThrough : await proxy())
server.listen(0, '127.0.0.1', () => process.send(server.address().port))

process.on('message', (what) => {
  if (what === 'cpu') {
    const { user, system } = process.cpuUsage()
    return process.send(user + system)
  }
  globalThis.gc()
  process.send(process.memoryUsage().rss)
})

async function proxy() {
  const { createProxyHandler, toNodeHandler } = await import('../../dist/proxy/index.js')
  return toNodeHandler(
    createProxyHandler({
      ...(kind === 'shared' && { store: await redisStore() }),
      apiKey: key,
      hosts: { queue: `${platformUrl}/queue`, rest: `${platformUrl}/rest`, media: `${platformUrl}/media` },
      authorize: (request) => ({ userId: request.headers.get('x-user') ?? '' }),
      limits: ({ userId }) => ({ streams: 10_000, ...(userId === 'eve' && { callsPerMinute: 600 }) }),
    }),
  )
}

async function redisStore() {
  const { createRedisStore } = await import('../../dist/proxy/redis.js')
  const { createClient } = await import('redis')
  const client = createClient({ url: process.env.REDIS_URL })
  await client.connect()
  return createRedisStore(client)
}

function passThrough(incoming, outgoing) {
  const upstream = get(incoming.headers['x-modelrunner-target-url'], {
    headers: { authorization: `Key ${key}` },
  })
  upstream.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers)
    answer.pipe(outgoing)
  })
  upstream.on('error', () => outgoing.destroy())
  incoming.on('error', () => undefined)
  outgoing.on('close', () => upstream.destroy())
}
