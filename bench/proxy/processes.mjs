// `node bench/proxy/processes.mjs`: what 1, 2 and 3 proxy processes with one Redis cost upstream, in the store and in memory, while
// browsers hold event streams and the platform reports 200 updates a second. Needs `npm run build` and a redis-server.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient } from 'redis'
import { openStream, quantile, startServer, submit } from './calls.mjs'
import { startPlatform, USERS } from './platform.mjs'

const STREAMS = Number(process.env.STREAMS ?? 600)
const UPDATES_PER_SECOND = 200
const SECONDS = Number(process.env.SECONDS ?? 5)
const SUBMITS = 200

const port = await freePort()
const redis = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no'], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
await new Promise((resolve) =>
  redis.stdout.on('data', (text) => String(text).includes('Ready to accept') && resolve()),
)
const url = `redis://127.0.0.1:${port}`
const client = createClient({ url })
await client.connect()

const COLUMNS = [
  'processes',
  'streams to the platform',
  'connections to Redis',
  'Redis operations per submit',
  'Redis messages per update',
  'memory per process, idle / with streams',
  'delivery p50 / p99',
]
console.log(`| ${COLUMNS.join(' | ')} |\n| ${COLUMNS.map(() => '---').join(' | ')} |`)
for (const count of [1, 2, 3]) console.log(`| ${(await measure(count)).join(' | ')} |`)
client.destroy()
redis.kill('SIGKILL')
process.exit(0)

async function measure(count) {
  await client.flushAll()
  const platform = await startPlatform()
  const servers = await Promise.all(
    Array.from({ length: count }, () => startServer('shared', platform.url, { REDIS_URL: url })),
  )
  const at = (index) => servers[index % count].port
  // In a store that has just begun, each submit is looked up first, and waits.
  for (let user = 0; user < USERS; user += 1) await submit(at(user), platform.url, `user-${user}`)
  const submitted = await operations()
  for (let run = 0; run < SUBMITS; run += 1)
    await submit(at(run), platform.url, `user-${run % USERS}`, `client-${run}`)
  const perSubmit = ((await operations()) - submitted) / SUBMITS
  const idle = await memoryOf(servers)
  const latencies = []
  const browsers = []
  for (let index = 0; index < STREAMS; index += 1)
    browsers.push(await openStream(at(index), platform.url, `user-${index % USERS}`, latencies))
  await wait(1_000)
  const connections = platform.streams.size
  const published = await messages()
  for (let tick = 0; tick < SECONDS * 20; tick += 1) {
    const startedAt = performance.now()
    for (let index = 0; index < UPDATES_PER_SECOND / 20; index += 1) platform.update(tick * 10 + index)
    await wait(Math.max(0, 50 - (performance.now() - startedAt)))
  }
  await wait(1_000)
  const perUpdate = ((await messages()) - published) / (SECONDS * UPDATES_PER_SECOND)
  const busy = await memoryOf(servers)
  const clients = Number(/connected_clients:(\d+)/.exec(await client.info('clients'))?.[1]) - 1
  for (const browser of browsers) browser.destroy()
  for (const server of servers) server.end()
  platform.close()
  await wait(1_000)
  return [
    count,
    connections,
    clients,
    perSubmit.toFixed(1),
    perUpdate.toFixed(2),
    `${idle} / ${busy} MB`,
    `${quantile(latencies, 0.5)} / ${quantile(latencies, 0.99)} ms`,
  ]
}

/** Operations on the store so far: each is one script. */
async function operations() {
  return Number(/cmdstat_eval:calls=(\d+)/.exec(await client.info('commandstats'))?.[1] ?? 0)
}

async function messages() {
  return Number(/cmdstat_publish:calls=(\d+)/.exec(await client.info('commandstats'))?.[1] ?? 0)
}

async function memoryOf(servers) {
  let bytes = 0
  for (const server of servers) bytes += await server.ask('memory')
  return Math.round(bytes / servers.length / 1024 / 1024)
}

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: free } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return free
}
