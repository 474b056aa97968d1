import { createServer } from 'node:http'
import { Redis } from 'ioredis'
import { createProxyHandler, toNodeHandler } from '../../src/proxy/index.js'
import { createRedisStore } from '../../src/proxy/redis.js'

/** One proxy process of the simulation: bundled, killed and started anew by what drives it. Prints its port. */
const platform = process.env['PLATFORM_URL'] ?? ''
const client = new Redis(process.env['REDIS_URL'] ?? '', {
  maxRetriesPerRequest: 0,
  retryStrategy: () => 100,
})
client.on('error', () => undefined)

const handler = createProxyHandler({
  apiKey: 'mr_test_key_0123456789',
  hosts: { queue: `${platform}/queue`, rest: `${platform}/rest`, media: `${platform}/media` },
  authorize: (request) => ({ userId: request.headers.get('x-user') ?? 'ada' }),
  store: createRedisStore(client),
  upstreamTimeoutMs: 1_000,
  onError: () => undefined,
})
const answer = toNodeHandler(handler)
const server = createServer((request, response) => void answer(request, response))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`)
})
