import { mock } from 'node:test'
import { createClient } from '../../src/client/create-client.js'
import {
  createEmulator,
  createManualClock,
  type Emulator,
  type ManualClock,
} from '../../src/emulator/index.js'
import { FAL_HOST, falRun, openFal } from '../peers.js'
import { benchModel, ENDPOINT } from '../model.js'
import { type Row, turn, verdictOf } from '../row.js'

type Fetch = typeof globalThis.fetch
const RUN_MS = 60_000
/** So many runs of the polling peer are measured. */
const MAX_POLLED = 100
/** Clock and peers move together in steps of this, ms. */
const STEP_MS = 250

interface Traffic {
  requests: number
  bytes: number
}

/** (b) Requests and bytes of bodies for runs of one minute, from click to result, by a clock that is moved. */
export async function run(): Promise<Row[]> {
  await warmUp()
  const rows: Row[] = []
  for (const runs of [1, 100, 1000]) {
    const ours = await measure(runs, oursRuns)
    // Its runs share nothing: a hundred thousand polls would only cost time.
    const isCalculated = runs > MAX_POLLED
    const measured = await measure(Math.min(runs, MAX_POLLED), falRuns)
    const times = isCalculated ? runs / MAX_POLLED : 1
    const fal = { requests: measured.requests * times, bytes: measured.bytes * times }
    const show = ({ requests, bytes }: Traffic) =>
      `${requests.toLocaleString('en')} requests, ${(bytes / 1000).toFixed(0)} kB`
    rows.push({
      line: 'b',
      what: `${runs.toLocaleString('en')} ${runs === 1 ? 'run' : 'runs'} of one minute`,
      ours: show(ours),
      peers: `@fal-ai/client, polling: ${show(fal)}`,
      verdict: verdictOf(ours.requests, fal.requests),
      spread: `exact${isCalculated ? `, the peer’s calculated from ${MAX_POLLED} runs` : ''}; bytes ${ours.bytes <= fal.bytes ? 'less' : 'more'} by ${(Math.max(ours.bytes, fal.bytes) / Math.min(ours.bytes, fal.bytes)).toFixed(1)}×`,
      meaning: 'battery and data of the user, load and rate limits of your proxy',
    })
  }
  return rows
}

async function measure(
  runs: number,
  start: (
    emulator: Emulator,
    counted: (inner: Fetch) => Fetch,
    clock: ManualClock,
    runs: number,
  ) => Promise<unknown>,
): Promise<Traffic> {
  const clock = createManualClock()
  const emulator = createEmulator({ clock, balance: '100000', models: [benchModel] })
  emulator.set({ runMs: RUN_MS, queueMs: 0 })
  const traffic = { requests: 0, bytes: 0 }
  let inFlight = 0
  const counted =
    (inner: Fetch): Fetch =>
    async (input, init) => {
      traffic.requests++
      if (typeof init?.body === 'string') traffic.bytes += init.body.length
      // A stream stays open.
      const ends = new Headers(init?.headers).get('accept') !== 'text/event-stream'
      if (ends) inFlight++
      const answer = await inner(input, init)
      const count = new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          traffic.bytes += chunk.byteLength
          controller.enqueue(chunk)
        },
        flush() {
          if (ends) inFlight--
        },
      })
      if (answer.body) return new Response(answer.body.pipeThrough(count), answer)
      if (ends) inFlight--
      return answer
    }
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    let isDone = false
    const all = start(emulator, counted, clock, runs).then(() => (isDone = true))
    for (let passed = 0; !isDone && passed < 3 * RUN_MS; passed += STEP_MS) {
      await clock.advance(STEP_MS)
      mock.timers.tick(STEP_MS)
      let turns = 0
      do for (let few = 0; few < 8; few++) await turn()
      while (inFlight > 0 && ++turns < 2_000)
    }
    if (!isDone) throw new Error(`${runs} runs were not through after three minutes`)
    await all
  } finally {
    mock.timers.reset()
    emulator.dispose()
  }
  return traffic
}

/** What is fetched apart must be there before the clock stands still. */
async function warmUp(): Promise<void> {
  const emulator = createEmulator({ models: [benchModel] })
  emulator.set({ runMs: 20, queueMs: 0 })
  await oursRuns(emulator, (inner) => inner, undefined, 3)
  emulator.dispose()
}

async function oursRuns(
  emulator: Emulator,
  counted: (inner: Fetch) => Fetch,
  clock: ManualClock | undefined,
  runs: number,
) {
  const { hosts } = emulator
  const fetch = counted((_input, init) => {
    const headers = new Headers(init?.headers)
    const target = headers.get('x-modelrunner-target-url') ?? ''
    headers.set('authorization', 'Key bench')
    return emulator.fetch(new Request(target, { ...init, headers, cache: 'default', credentials: 'omit' }))
  })
  const client = createClient({
    proxyUrl: 'http://app.test/',
    hosts,
    fetch,
    ...(clock && { clock }),
    storage: null,
  })
  await Promise.all(
    Array.from(
      { length: runs },
      (_, index) =>
        new Promise<void>((resolve, reject) => {
          const { store } = client.runs.submit(ENDPOINT, { prompt: String(index) })
          store.subscribe(({ phase, error }) => {
            if (phase === 'succeeded') resolve()
            if (phase === 'failed') reject(error as Error)
          })
        }),
    ),
  )
  client.close()
}

async function falRuns(
  emulator: Emulator,
  counted: (inner: Fetch) => Fetch,
  _clock: ManualClock,
  runs: number,
) {
  const fal = openFal(
    counted((input, init) => {
      const url = (input instanceof Request ? input.url : String(input)).replace(
        FAL_HOST,
        emulator.hosts.queue,
      )
      const request = new Request(url, init)
      request.headers.set('authorization', 'Key bench')
      return emulator.fetch(request)
    }),
  )
  await Promise.all(
    Array.from({ length: runs }, (_, index) => falRun(fal, ENDPOINT, { prompt: String(index) })),
  )
}
