import { createClient } from '../../src/client/create-client.js'
import { createEmulator, type Emulator } from '../../src/emulator/index.js'
import { createProxyHandler } from '../../src/proxy/index.js'
import { aiSdkImage, FAL_HOST, falRun, openFal } from '../peers.js'
import { benchModel, ENDPOINT } from '../model.js'
import { type Row, verdictOf, wait } from '../row.js'

/** Clicks per contender and fault. */
const CLICKS = 60
/** Of all submits, so many lose their answer. */
const LOST = 0.3
const PNG = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (char) => char.charCodeAt(0),
)

type Fetch = typeof globalThis.fetch
interface Tally {
  posts: number
  bills: number
  results: number
}

/** (a) Paid POSTs and bills per click, while answers of the submit are lost on their way to the browser. */
export async function run(): Promise<Row[]> {
  const faults = { 'lost answers': undefined, '504 after the work': 504 } as const
  const rows: Row[] = []
  for (const [name, status] of Object.entries(faults)) {
    const ours = await measure(status, oursClick)
    const fal = await measure(status, falClick)
    const ai = await measure(status, aiClick)
    const per = (count: number) => (count / CLICKS).toFixed(2)
    const show = ({ posts, bills, results }: Tally) =>
      `${per(bills)} bills, ${per(posts)} POSTs, ${results} of ${CLICKS} with a result`
    const waste = ({ bills, results }: Tally) => 1 + Math.abs(bills - CLICKS) + (CLICKS - results)
    rows.push({
      line: 'a',
      what: `one click, ${LOST * 100} % ${name}`,
      ours: show(ours),
      peers: `@fal-ai/client: ${show(fal)}; AI SDK: ${show(ai)}`,
      verdict: verdictOf(waste(ours), Math.min(waste(fal), waste(ai))),
      spread: 'counts, seeded',
      meaning: 'above 1.00 bills the user pays twice for one click; without a result they pay for nothing',
    })
  }
  return rows
}

async function measure(
  status: number | undefined,
  click: (emulator: Emulator, lossy: (inner: Fetch) => Fetch) => () => Promise<unknown>,
): Promise<Tally> {
  const emulator = createEmulator({ seed: 7, models: [benchModel] })
  emulator.set({ runMs: 50, queueMs: 0 })
  let seed = 11
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
  let posts = 0
  const lossy =
    (inner: Fetch): Fetch =>
    async (input, init) => {
      const answer = await inner(input, init)
      const isSubmit = (init?.method ?? 'GET') === 'POST'
      if (!isSubmit) return answer
      posts++
      if (random() >= LOST) return answer
      await answer.text()
      if (status) return new Response('{"detail":"upstream timed out"}', { status })
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } })
    }
  const once = click(emulator, lossy)
  let results = 0
  await Promise.all(
    Array.from({ length: CLICKS }, () =>
      once().then(
        () => results++,
        () => {},
      ),
    ),
  )
  // A run whose answer was lost ends later than the click.
  await wait(500)
  const { count } = emulator.billed()
  emulator.dispose()
  return { posts, bills: count, results }
}

function oursClick(emulator: Emulator, lossy: (inner: Fetch) => Fetch) {
  const { hosts } = emulator
  const proxy = createProxyHandler({
    apiKey: 'bench',
    hosts,
    fetch: (input, init) => emulator.fetch(new Request(input, init)),
  })
  const fetch = lossy((input, init) => proxy(new Request(String(input), init)))
  const client = createClient({ proxyUrl: 'http://app.test/proxy', hosts, fetch, storage: null })
  return () =>
    new Promise((resolve, reject) => {
      const { store } = client.runs.submit(ENDPOINT, { prompt: 'x' })
      store.subscribe(({ phase, error }) => {
        if (phase === 'succeeded') resolve(phase)
        if (phase === 'failed') reject(error as Error)
      })
    })
}

const toEmulator =
  (emulator: Emulator, from: string): Fetch =>
  (input, init) => {
    const url = (input instanceof Request ? input.url : String(input)).replace(from, emulator.hosts.queue)
    const request = new Request(url, init)
    request.headers.set('authorization', 'Key bench')
    return emulator.fetch(request)
  }

function falClick(emulator: Emulator, lossy: (inner: Fetch) => Fetch) {
  const fal = openFal(lossy(toEmulator(emulator, FAL_HOST)))
  return () => falRun(fal, ENDPOINT, { prompt: 'x' })
}

/** Its image models answer in one call: behind it the run is submitted and waited for, as fal's synchronous route does. */
function aiClick(emulator: Emulator, lossy: (inner: Fetch) => Fetch) {
  const { queue } = emulator.hosts
  const headers = { authorization: 'Key bench', 'content-type': 'application/json' }
  const fetch: Fetch = async (input, init) => {
    if (init?.method !== 'POST') return new Response(PNG, { headers: { 'content-type': 'image/png' } })
    const body = '{"prompt":"x"}'
    await emulator.fetch(new Request(`${queue}/${ENDPOINT}`, { method: 'POST', headers, body }))
    return Response.json({
      images: [{ url: 'https://media.test/a.png', width: 1, height: 1, content_type: 'image/png' }],
    })
  }
  const sent = lossy(fetch)
  return () => aiSdkImage(sent)
}
