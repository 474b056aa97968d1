// `node bench/proxy/proxy.mjs`: what many event streams cost one process, beside a plain pass-through in the same run, and what one
// abusive user changes for another. Needs `npm run build`. Exports rows for a table; call alone, it prints them.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { callOnce, openStream, quantile, startServer, submit } from './calls.mjs'
import { startPlatform, USERS } from './platform.mjs'

const STREAMS = Number(process.env.STREAMS ?? 2_000)
const UPDATES_PER_SECOND = 200
const SECONDS = Number(process.env.SECONDS ?? 4)
/** Calls of a turn, and turns: short enough that the abuser's minute does not begin anew. */
const FAIR_CALLS = 200
const ABUSE_TURNS = 10

/** `MEASURE=abuse` leaves the others out. */
const isWanted = (what) => (process.env.MEASURE ?? 'streams,files,abuse').includes(what)

/** Gives each row as soon as it is measured. @returns {AsyncGenerator<{ name: string, value: string }>} */
export async function* benchProxy() {
  const platform = await startPlatform()
  try {
    if (isWanted('streams')) yield* await measureStreams('proxy', platform)
    if (isWanted('files')) yield await measureFiles(platform)
    if (isWanted('abuse')) yield* await measureAbuse(platform)
    if (isWanted('streams')) yield* await measureStreams('pass-through', platform)
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

/** One user's reads, alone and beside another who sends at full rate, in turns: what else the machine does meets both alike. */
async function measureAbuse(platform) {
  const server = await startServer('proxy', platform.url)
  await submit(server.port, platform.url, 'ada')
  await submit(server.port, platform.url, 'eve')
  const call = (user) => callOnce(server.port, `${platform.url}/queue/requests/run-of-${user}`, user)
  for (let index = 0; index < 50; index += 1) await call('ada')
  const abuser = fork(fileURLToPath(new URL('abuser.mjs', import.meta.url)), [
    String(server.port),
    `${platform.url}/queue/requests/run-of-eve`,
  ])
  // Time to use up what its limit lets through.
  await wait(3_000)
  const alone = []
  const beside = []
  const cpu = { alone: 0, beside: 0 }
  for (let turn = 0; turn < ABUSE_TURNS; turn += 1) {
    const isAlone = turn % 2 === 0
    abuser.kill(isAlone ? 'SIGSTOP' : 'SIGCONT')
    // What it was answered while it stood still comes back as a burst of its own.
    await wait(750)
    const cpuBefore = await server.ask('cpu')
    for (let index = 0; index < FAIR_CALLS; index += 1) {
      const startedAt = performance.now()
      await call('ada')
      const times = isAlone ? alone : beside
      times.push(performance.now() - startedAt)
      await wait(5)
    }
    cpu[isAlone ? 'alone' : 'beside'] += (await server.ask('cpu')) - cpuBefore
  }
  abuser.kill('SIGKILL')
  server.end()
  const [one, other] = [quantile(alone, 0.99), quantile(beside, 0.99)]
  return [
    { name: 'one user’s read, p50 / p99, alone', value: `${quantile(alone, 0.5)} / ${one} ms` },
    {
      name: 'the same beside another who calls without pause, 50 at a time, above a limit of 600 a minute',
      value: `${quantile(beside, 0.5)} / ${other} ms (p99 ${((other / one - 1) * 100).toFixed(0)} %)`,
    },
    {
      name: 'CPU time of the process for each of these reads, alone / beside',
      value: `${(cpu.alone / alone.length / 1000).toFixed(2)} / ${(cpu.beside / beside.length / 1000).toFixed(2)} ms`,
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log('| what | measured |\n| --- | --- |')
  for await (const { name, value } of benchProxy()) console.log(`| ${name} | ${value} |`)
  process.exit(0)
}
