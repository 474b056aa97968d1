import { createServer } from 'node:http'
import { Redis } from 'ioredis'
import { createProxyHandler, toNodeHandler } from '../../src/proxy/index.js'
import { createRedisStore } from '../../src/proxy/redis.js'

/** One proxy process of the simulation: killed and started again by the script that drives it. */
const [platform = '', redisPort = '', port = ''] = process.argv.slice(2)
const client = new Redis(Number(redisPort), '127.0.0.1', {
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
const handle = toNodeHandler(handler)
createServer((incoming, outgoing) => void handle(incoming, outgoing)).listen(
  Number(port),
  '127.0.0.1',
  () => {
    process.stdout.write('listening\n')
  },
)
