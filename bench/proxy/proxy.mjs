// `node bench/proxy/proxy.mjs`: what many event streams cost one process, beside a plain pass-through in the same run, and what one
// abusive user changes for another. Needs `npm run build`. Exports rows for a table; call alone, it prints them.
import { fork } from 'node:child_process'
import { createServer, get, request, Agent } from 'node:http'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'

const STREAMS = Number(process.env.STREAMS ?? 2_000)
const UPDATES_PER_SECOND = 200
const SECONDS = Number(process.env.SECONDS ?? 4)
const USERS = 50
const FAIR_CALLS = 150
const KEY = 'mr_bench_key_0123456789'

/** Gives each row as soon as it is measured. @returns {AsyncGenerator<{ name: string, value: string }>} */
export async function* benchProxy() {
  const platform = await startPlatform()
  try {
    yield* await measureStreams('proxy', platform)
    yield await measureFiles(platform)
    yield* await measureAbuse(platform)
    yield* await measureStreams('pass-through', platform)
  } finally {
    platform.close()
  }
}

/** 2,000 browsers on idle streams, then 200 updates a second, each of one of 50 users. */
async function measureStreams(kind, platform) {
  const server = await startServer(kind, platform.url)
  if (kind === 'proxy') {
    for (let index = 0; index < USERS; index += 1) await submit(server.port, platform.url, `user-${index}`)
  }
  const before = await server.ask('memory')
  const latencies = []
  const browsers = []
  for (let index = 0; index < STREAMS; index += 1) {
    browsers.push(await openStream(server.port, platform.url, `user-${index % USERS}`, latencies))
  }
  await wait(1_000)
  const idle = await server.ask('memory')
  const connections = platform.streams.size
  const cpuBefore = await server.ask('cpu')
  for (let tick = 0; tick < SECONDS * 20; tick += 1) {
    const startedAt = performance.now()
    for (let index = 0; index < UPDATES_PER_SECOND / 20; index += 1) platform.update(tick * 10 + index)
    await wait(Math.max(0, 50 - (performance.now() - startedAt)))
  }
  await wait(1_000)
  const cpu = ((await server.ask('cpu')) - cpuBefore) / 1000 / (SECONDS + 1) / 10
  browsers.forEach((browser) => browser.destroy())
  server.end()
  await wait(500)
  const kilobytes = ((idle - before) / STREAMS / 1024).toFixed(1)
  return [
    { name: `${kind}: upstream connections for ${STREAMS} streams`, value: String(connections) },
    { name: `${kind}: memory per idle stream`, value: `${kilobytes} kB` },
    { name: `${kind}: updates delivered`, value: String(latencies.length) },
    {
      name: `${kind}: delivery p50 / p99 at ${UPDATES_PER_SECOND} updates/s`,
      value: `${quantile(latencies, 0.5)} / ${quantile(latencies, 0.99)} ms`,
    },
    { name: `${kind}: CPU at ${UPDATES_PER_SECOND} updates/s`, value: `${cpu.toFixed(0)} %` },
  ]
}

/** One user's reads, alone and beside another who sends at full rate. */
async function measureAbuse(platform) {
  const server = await startServer('proxy', platform.url)
  await submit(server.port, platform.url, 'ada')
  await submit(server.port, platform.url, 'eve')
  const call = (user) => callOnce(server.port, `${platform.url}/queue/requests/run-of-${user}`, user)
  for (let index = 0; index < 50; index += 1) await call('ada')
  const round = async () => {
    const times = []
    for (let index = 0; index < FAIR_CALLS; index += 1) {
      const startedAt = performance.now()
      await call('ada')
      times.push(performance.now() - startedAt)
      await wait(5)
    }
    return times
  }
  const alone = await round()
  const abuser = fork(fileURLToPath(new URL('abuser.mjs', import.meta.url)), [
    String(server.port),
    `${platform.url}/queue/requests/run-of-eve`,
  ])
  await wait(1_000)
  const beside = await round()
  abuser.kill('SIGKILL')
  server.end()
  const [one, other] = [quantile(alone, 0.99), quantile(beside, 0.99)]
  return [
    { name: 'one user’s read, p50 / p99, alone', value: `${quantile(alone, 0.5)} / ${one} ms` },
    {
      name: 'the same beside another who calls without pause, 50 at a time, at a limit of 600 a minute',
      value: `${quantile(beside, 0.5)} / ${other} ms (${((other / one - 1) * 100).toFixed(0)} %)`,
    },
  ]
}

async function measureFiles(platform) {
  const server = await startServer('proxy', platform.url)
  const before = platform.count()
  await callOnce(server.port, `${platform.url}/rest/files?limit=50`, 'ada')
  const calls = platform.count() - before
  server.end()
  return { name: 'upstream calls for a cold list of 1,000 files', value: String(calls) }
}

/** A platform of one account: an event stream, a request and 1,000 files. */
async function startPlatform() {
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

async function startServer(kind, platformUrl) {
  const child = fork(fileURLToPath(new URL('server.mjs', import.meta.url)), [kind, platformUrl, KEY], {
    execArgv: ['--expose-gc'],
  })
  const ask = (what) =>
    new Promise((resolve) => {
      child.once('message', resolve)
      child.send(what)
    })
  const port = await new Promise((resolve) => child.once('message', resolve))
  return { port, ask, end: () => child.kill('SIGKILL') }
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
const headersOf = (target, user) => ({ 'x-user': user, 'x-modelrunner-target-url': target })

/** One browser. Reads when each update was sent. */
function openStream(port, platformUrl, user, latencies) {
  return new Promise((resolve, reject) => {
    const target = `${platformUrl}/queue/requests/stream`
    const outgoing = get(
      { port, host: '127.0.0.1', headers: headersOf(target, user), agent: false },
      (incoming) => {
        incoming.once('data', () => resolve(outgoing))
        incoming.on('data', (chunk) => {
          const now = performance.timeOrigin + performance.now()
          for (const [, sentAt] of String(chunk).matchAll(/"sentAt":([\d.]+)/g))
            latencies.push(now - Number(sentAt))
        })
        incoming.on('error', () => undefined)
      },
    )
    outgoing.on('error', reject)
  })
}

const submit = (port, platformUrl, user) =>
  callOnce(port, `${platformUrl}/queue/owner/alias`, user, JSON.stringify({ prompt: user }))

function callOnce(port, target, user, body) {
  return new Promise((resolve, reject) => {
    const method = body ? 'POST' : 'GET'
    const options = { port, host: '127.0.0.1', agent, method, headers: headersOf(target, user) }
    const outgoing = request(options, (incoming) => {
      incoming.resume()
      incoming.once('end', () => resolve(incoming.statusCode))
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(1))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log('| what | measured |\n| --- | --- |')
  for await (const { name, value } of benchProxy()) console.log(`| ${name} | ${value} |`)
  process.exit(0)
}
