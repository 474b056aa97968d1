import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { createProxyHandler, toNodeHandler } from 'modelrunner-react/proxy'
import { build } from 'vite'
import { alias } from '../../alias.js'
import { servePage } from '../../e2e/support/serve-page.js'
import { listen } from '../../test/support/listen.js'
import type { BenchPage } from './page.js'
import { createPeerRoutes } from './peer-routes.js'
import { createS3Front } from './s3-front.js'
import { createSink } from './sink.js'

declare const window: Window & { bench: BenchPage }

const KEY = 'bench-key'
const ROUNDS = Number(process.env.ROUNDS ?? 5)
const MIB = 1024 * 1024

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

/** Runs the contenders in turn, so that whatever the machine does beside hits all of them alike. */
async function compare<Name extends string>(
  contenders: Record<Name, () => Promise<number>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(contenders) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of names) {
      const ms = await contenders[name]()
      // The first round only warms up.
      if (round > 0) times[name].push(ms)
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>
}

let latencyMs = 0
let origin = ''
const sink = createSink(
  () => latencyMs,
  () => origin,
)
let folder = ''
let close = async () => {}
let url = ''

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelrunner-react-bench-'))
  const peers = join(import.meta.dirname, '../node_modules')
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    resolve: {
      alias: [
        ...alias,
        { find: /^@uppy\/(aws-s3|core)$/, replacement: `${peers}/@uppy/$1` },
        { find: 'better-upload/client', replacement: `${peers}/better-upload/dist/client/index.mjs` },
        { find: 'uploadthing/client', replacement: `${peers}/uploadthing/client/index.js` },
      ],
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022' },
  })
  const platform = await listen((request, response) => void sink.handle(request, response))
  origin = platform.url
  const hosts = { queue: `${origin}/queue`, rest: `${origin}/rest`, media: `${origin}/media` }
  const proxy = toNodeHandler(createProxyHandler({ hosts, apiKey: KEY }))
  const s3 = createS3Front(hosts.rest, KEY)
  const begin = () => fetch(`${hosts.rest}/storage/upload/initiate-multipart`, { method: 'POST' })
  const peerRoutes = createPeerRoutes(
    () => `${origin}/bucket`,
    async () => ((await (await begin()).json()) as { uploadId: string }).uploadId,
  )
  const page = { folder: `${folder}/`, config: { hosts } }
  const server = await listen((request, response) => {
    if (request.url?.startsWith('/api/')) void proxy(request, response)
    else if (request.url?.startsWith('/s3/')) void s3(request, response)
    else if (request.url?.startsWith('/peers/')) void peerRoutes(request, response)
    else void servePage(page, request, response)
  })
  url = `${server.url}/`
  close = async () => {
    await Promise.all([server.close(), platform.close()])
  }
})
test.afterAll(() => close())

test.beforeEach(async ({ page }) => {
  await page.goto(url)
  await page.waitForFunction(() => Boolean(window.bench))
})

for (const mib of [80, 1000]) {
  test(`${mib} MiB in one PUT against a bare XMLHttpRequest`, async ({ page }) => {
    const { ours, bare, signed, betterUpload, uploadthing } = await compare({
      ours: () => page.evaluate((size) => window.bench.ours(size, { multipartThreshold: Infinity }), mib),
      bare: () => page.evaluate((size) => window.bench.bare(size, false), mib),
      signed: () => page.evaluate((size) => window.bench.bare(size, true), mib),
      betterUpload: () => page.evaluate((size) => window.bench.betterUpload(size, true), mib),
      uploadthing: () => page.evaluate((size) => window.bench.uploadthing(size), mib),
    })
    console.log(
      `${mib} MiB in one PUT: ours ${ours.toFixed(0)} ms; throughput ratio ${(bare / ours).toFixed(2)} to the bare PUT ` +
        `(${bare.toFixed(0)} ms), ${(signed / ours).toFixed(2)} to signing and PUT (${signed.toFixed(0)} ms), ` +
        `better-upload ${betterUpload.toFixed(0)} ms, uploadthing ${uploadthing.toFixed(0)} ms`,
    )
  })
}

test('parts at 50 ms per request against Uppy and serial parts', async ({ page }) => {
  latencyMs = 50
  const times = await compare({
    ours: () => page.evaluate(() => window.bench.ours(200)),
    uppy: () => page.evaluate(() => window.bench.uppy(200)),
    serial: () => page.evaluate(() => window.bench.serial(200)),
    betterUpload: () => page.evaluate(() => window.bench.betterUpload(200, false)),
    uploadthing: () => page.evaluate(() => window.bench.uploadthing(200)),
  })
  latencyMs = 0
  const all = Object.entries(times).map(
    ([name, ms]) => `${name} ${ms.toFixed(0)} ms (${(ms / times.ours).toFixed(2)}×)`,
  )
  console.log(`200 MiB in parts of 10 MiB, 50 ms per request: ${all.join(', ')}`)
})

test('2 GiB without growing the heap', async ({ page }) => {
  const session = await page.context().newCDPSession(page)
  const heap = async () => (await session.send('Runtime.getHeapUsage')).usedSize
  await session.send('HeapProfiler.collectGarbage')
  const before = await heap()
  let peak = before
  let isDone = false
  const received = sink.received()
  const watching = (async () => {
    while (!isDone) {
      peak = Math.max(peak, await heap())
      // How often the heap is sampled, not how long something may take.
      await page.waitForTimeout(50)
    }
  })()
  const ms = await page.evaluate(() => window.bench.ours(2048))
  isDone = true
  await watching
  expect(sink.received() - received).toBe(2048 * MIB)
  const extra = (peak - before) / MIB
  console.log(`2 GiB in ${(ms / 1000).toFixed(1)} s, peak extra JS heap ${extra.toFixed(1)} MiB`)
  expect(extra).toBeLessThan(64)
})
