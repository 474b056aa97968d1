// @vitest-environment node
import { join } from 'node:path'
import { createClient } from 'redis'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AppProcess, bundleServer } from '../support/app-process.js'
import { startRedis, type RedisServer } from '../support/start-redis.js'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const DELIVERIES = 1000
const CRASHES = 4
const IN_PARALLEL = 16

let redis: RedisServer
let processes: AppProcess[]

beforeAll(async () => {
  const [server, file] = await Promise.all([
    startRedis(),
    bundleServer(join(import.meta.dirname, 'delivery-server.ts')),
  ])
  redis = server
  const env = { REDIS_URL: redis.url, WEBHOOK_SECRET: SECRET }
  processes = [new AppProcess(file, env), new AppProcess(file, env)]
}, 60_000)

afterAll(async () => {
  for (const each of processes) each.end()
  await redis.kill()
})

/** The platform: signs each attempt anew and sends it again until it is answered 2xx. */
async function deliver(index: number, to: number): Promise<void> {
  const id = `msg_${index}`
  const metadata = index % (DELIVERIES / CRASHES) === 7 ? { crash: 'yes' } : {}
  const body = JSON.stringify({ event: 'completed', id: `request_${index}`, status: 'COMPLETED', metadata })
  for (let attempt = to; ; attempt += 1) {
    const at = new Date()
    const answer = await processes[attempt % processes.length]?.post(body, {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(SECRET).sign(id, at, body),
    })
    if (answer?.status === 204) return
    // A claim of a process that died runs out after 30 s.
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}

it('1,000 deliveries with repeats, out of order, through two processes of which some die, are each handled once', async () => {
  const order = Array.from({ length: DELIVERIES }, (_, index) => index).flatMap((index) =>
    Array.from({ length: 1 + (index % 3) }, (_repeat, time) => ({
      index,
      to: index + time,
      place: (index * 7919 + time * 104_729) % 9973,
    })),
  )
  order.sort((a, b) => a.place - b.place)
  const waiting = [...order]
  const lanes = Array.from({ length: IN_PARALLEL }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await deliver(next.index, next.to)
  })
  await Promise.all(lanes)

  const client = createClient({ url: redis.url })
  await client.connect()
  const counts = await Promise.all(
    Array.from({ length: DELIVERIES }, (_, index) => client.get(`handled:msg_${index}`)),
  )
  const inHand = await client.sMembers('in hand')
  client.destroy()
  expect(counts.filter((count) => count === null)).toEqual([])
  // What a process had done and not written down when it died is done again: nobody can know. Nothing else is.
  const twice = counts.flatMap((count, index) => (count === '1' ? [] : [`msg_${index}`]))
  expect(twice.filter((id) => !inHand.includes(id))).toEqual([])
  expect(twice.length).toBeLessThanOrEqual(CRASHES * IN_PARALLEL)
  expect(processes.reduce((sum, each) => sum + each.crashes, 0)).toBe(CRASHES)
}, 240_000)
