import { createServer } from 'node:http'
import { createClient } from 'redis'
import { toNodeHandler } from '../../src/proxy/adapters/to-node-handler.js'
import { createRedisStore } from '../../src/proxy/redis.js'
import { createWebhookHandler } from '../../src/webhooks/create-webhook-handler.js'

/** One of several processes of an app: bundled and started by webhook-processes.test.ts. Prints its port. */
const client = createClient({ url: process.env['REDIS_URL'] ?? '' })
await client.connect()

/** Deliveries whose callback runs, or has run and may not be remembered as handled yet. */
const inHand = new Set<string>()

const handler = createWebhookHandler({
  secret: process.env['WEBHOOK_SECRET'],
  store: createRedisStore(client),
  onCompleted: async ({ id, request }) => {
    inHand.add(id)
    setTimeout(() => inHand.delete(id), 5_000)
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
    const isFirst = (await client.incr(`started:${id}`)) === 1
    if (isFirst && request.metadata?.['crash']) {
      await client.sAdd('in hand', [...inHand])
      process.kill(process.pid, 'SIGKILL')
    }
    await client.incr(`handled:${id}`)
  },
})

const answer = toNodeHandler(handler)
const server = createServer((request, response) => void answer(request, response))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`)
})
