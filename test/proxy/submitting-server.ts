import { createServer } from 'node:http'
import { createClient } from 'redis'
import { toNodeHandler } from '../../src/proxy/adapters/to-node-handler.js'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'
import { createRedisStore } from '../../src/proxy/redis.js'

/** One of several processes of an app: bundled and started by submitted-once.test.ts. Prints its port. */
const client = createClient({ url: process.env['REDIS_URL'] ?? '' })
await client.connect()
const platform = process.env['PLATFORM_URL'] ?? ''

/** Ends this process where the test has asked for it, once for each request of the endpoint. */
async function crashIf(endpoint: string, when: string): Promise<void> {
  if (!endpoint.endsWith(when) || (await client.incr(`crashed:${endpoint}`)) > 1) return
  process.kill(process.pid, 'SIGKILL')
  await new Promise(() => undefined)
}

const handler = createProxyHandler({
  apiKey: 'mr_test_key_0123456789',
  hosts: { queue: `${platform}/queue`, rest: `${platform}/rest`, media: `${platform}/media` },
  authorize: () => ({ userId: 'ada' }),
  store: createRedisStore(client),
  onSubmitted: async ({ endpoint, requestId, clientId }) => {
    await crashIf(endpoint, 'dies-within')
    await client.rPush(`submitted:${clientId}`, requestId)
    await crashIf(endpoint, 'dies-after')
  },
})

const answer = toNodeHandler(handler)
const server = createServer((request, response) => void answer(request, response))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`)
})
