import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'
import { root } from './root.mjs'

// `npm run simulate:proxy -- --runs 2000`: two proxy processes and a Redis that are killed while browsers submit and repeat.

const { values } = parseArgs({ options: { runs: { type: 'string', default: '400' } } })
const RUNS = Number(values.runs)
/** Browsers that submit at the same time. */
const BROWSERS = 12
const KILL_PROCESS_MS = 2_500
const KILL_REDIS_MS = 11_000
/** So late the platform's list shows what it has accepted. */
const LIST_LAG_MS = 500
/** A run that has no answer after so many repeats is lost. */
const MAX_REPEATS = 150

const happened = {}
const count = (what) => (happened[what] = (happened[what] ?? 0) + 1)
const folder = mkdtempSync(join(tmpdir(), 'proxy-simulation-'))
const children = new Set()

/** What the platform has accepted, and will bill: request ids by client id. */
const accepted = new Map()
const items = []

const platform = await listen((incoming, outgoing) => {
  let body = ''
  incoming.on('data', (chunk) => (body += chunk))
  incoming.on('end', () => void answer(incoming, outgoing, body))
})

async function answer(incoming, outgoing, body) {
  const url = new URL(incoming.url, platform.url)
  if (incoming.method === 'GET') {
    const wanted = Object.entries(JSON.parse(url.searchParams.get('metadata') ?? '{}'))
    const data = items
      .filter(
        ({ at, metadata }) =>
          Date.now() - at > LIST_LAG_MS && wanted.every(([key, value]) => metadata[key] === value),
      )
      .reverse()
    return json(outgoing, 200, { page: 1, limit: 20, total: data.length, totalPages: 1, data })
  }
  const chance = Math.random()
  if (chance < 0.05) return (count('cut before it was accepted'), outgoing.destroy())
  if (chance < 0.1) return (count('429'), json(outgoing, 429, { error: 'Too many requests' }))
  if (chance < 0.25) await wait(Math.random() * 600)
  const { metadata } = JSON.parse(body)
  const id = `request-${items.length + 1}`
  items.push({ id, at: Date.now(), status: 'IN_PROGRESS', modelEndpoint: 'owner/alias', metadata })
  const key = `${metadata.mr_user} ${metadata.mr_client_id}`
  accepted.set(key, [...(accepted.get(key) ?? []), id])
  if (chance > 0.95) return (count('accepted, then 504'), undefined)
  if (chance > 0.9) return (count('accepted, then cut'), outgoing.destroy())
  if (chance > 0.85) return (count('accepted, then 500'), json(outgoing, 500, { error: 'broken' }))
  json(outgoing, 201, { status: 'IN_QUEUE', request_id: id })
}

const redisPort = await freePort()
let redis = await startRedis()
const ports = [await freePort(), await freePort()]
const processes = await build().then((file) => Promise.all(ports.map((port) => startProcess(file, port))))

let isOver = false
const chaos = [
  repeat(KILL_PROCESS_MS, async () => {
    const index = Math.random() < 0.5 ? 0 : 1
    count('process killed')
    await end(processes[index].child)
    processes[index] = await startProcess(processes[index].file, ports[index])
  }),
  repeat(KILL_REDIS_MS, async () => {
    count('Redis killed')
    await end(redis)
    await wait(Math.random() * 1_500)
    redis = await startRedis()
  }),
]

const ends = []
let next = 0
const startedAt = performance.now()
await Promise.all(
  Array.from({ length: BROWSERS }, async () => {
    while (next < RUNS) {
      const run = next++
      ends.push(await submit(`client-${run}`, `user-${run % 3}`))
    }
  }),
)
isOver = true
await Promise.all(chaos)

/** What a browser and the client do: the same submit again until somebody answers, in any process, also twice at once. */
async function submit(clientId, user) {
  for (let attempt = 0; attempt < MAX_REPEATS; attempt += 1) {
    const isReplayed = Math.random() < 0.2
    if (isReplayed) count('POST replayed at once')
    const answers = await Promise.all(Array.from({ length: isReplayed ? 2 : 1 }, () => post(clientId, user)))
    const ids = new Set(answers.filter(Boolean))
    if (ids.size > 0) return { clientId, ids }
    count('repeated')
    await wait(100 + Math.random() * 400)
  }
  return { clientId, ids: new Set() }
}

async function post(clientId, user) {
  const port = ports[Math.random() < 0.5 ? 0 : 1]
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { 'x-user': user, 'x-modelrunner-target-url': `${platform.url}/queue/owner/alias` },
      body: JSON.stringify({ prompt: 'a cat', metadata: { mr_client_id: clientId } }),
      signal: AbortSignal.timeout(30_000),
    })
    const body = await response.json()
    if (response.status === 503) count('503: the store is away')
    return response.ok ? body.request_id : undefined
  } catch {
    return undefined
  }
}

const twice = [...accepted.values()].filter((ids) => ids.length > 1).length
const lost = ends.filter(({ ids }) => ids.size === 0).length
const known = new Set([...accepted.values()].flat())
const wrong = ends.filter(({ ids }) => ids.size > 1 || [...ids].some((id) => !known.has(id))).length
const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
console.log(`${ends.length} runs over two processes, ${seconds} s`)
console.log(`billed twice ${twice}, lost ${lost}, wrong answers ${wrong}`)
for (const [name, times] of Object.entries(happened).sort())
  console.log(`  ${String(times).padStart(6)}  ${name}`)

platform.server.closeAllConnections()
platform.server.close()
for (const child of children) child.kill('SIGKILL')
rmSync(folder, { recursive: true, force: true })
process.exit(twice || lost || wrong ? 1 : 0)

async function repeat(everyMs, work) {
  while (!isOver) {
    await wait(everyMs * (0.5 + Math.random()))
    if (!isOver) await work()
  }
}

async function build() {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('test/proxy-simulation/process.ts', root)),
    platform: 'node',
    external: ['ioredis'],
  })
  await bundle.write({ file: join(fileURLToPath(root), 'node_modules/.cache/proxy-simulation.mjs') })
  return join(fileURLToPath(root), 'node_modules/.cache/proxy-simulation.mjs')
}

async function startProcess(file, port) {
  const child = start(process.execPath, [file, platform.url, String(redisPort), String(port)])
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return { child, file }
}

async function startRedis() {
  const child = start('redis-server', ['--port', String(redisPort), '--save', '', '--appendonly', 'no'])
  await new Promise((resolve) =>
    child.stdout.on('data', (text) => text.includes('Ready to accept') && resolve()),
  )
  return child
}

function start(command, words) {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'], cwd: folder })
  children.add(child)
  return child
}

async function end(child) {
  children.delete(child)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

async function listen(listener) {
  const server = createServer(listener)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${server.address().port}` }
}

async function freePort() {
  const { server } = await listen(() => {})
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

function json(outgoing, status, value) {
  outgoing.writeHead(status, { 'content-type': 'application/json' })
  outgoing.end(JSON.stringify(value))
}
