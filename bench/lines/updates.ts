import { createClient } from '../../src/client/create-client.js'
import type { RequestItem } from '../../src/protocol/request-item.js'
import { median, type Row, spreadOf, turn } from '../row.js'
import { createLive } from '../../src/client/live/create-live.js'

const UPDATES = 20_000
const ROUNDS = 5
const TRACKED = [10, 100, 1_000, 10_000]

/** An event stream that says what it is told to. */
function open(tracked: number) {
  const encoder = new TextEncoder()
  let send: ((text: string) => void) | undefined
  const fetch: typeof globalThis.fetch = (_input, init) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        send = (text) => controller.enqueue(encoder.encode(text))
        init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason))
      },
    })
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
  }
  const client = createClient({ proxyUrl: 'http://proxy.test/', fetch, storage: null })
  const items = Array.from({ length: tracked }, (_, at) => itemOf(at, 0))
  let received = 0
  for (const { id } of items) {
    client.use(createLive).requests.subscribe(id, () => received++)
    client.use(createLive).tracker.watch(id)
  }
  return {
    client,
    items,
    isOpen: () => send !== undefined,
    send: (text: string) => send?.(text),
    heard: () => received,
  }
}

function itemOf(at: number, tick: number): RequestItem {
  return {
    id: `request-${at}`,
    modelEndpoint: 'bench/model',
    status: tick ? 'IN_PROGRESS' : 'IN_QUEUE',
    billingStatus: 'pending',
    updatedAt: new Date(1_700_000_000_000 + tick).toISOString(),
    input: { prompt: 'two friends cooking together' },
  }
}

/** ns per update that comes over the stream, parsed, checked, applied and told. */
async function measure(tracked: number): Promise<number> {
  const { client, items, isOpen, send, heard } = open(tracked)
  while (!isOpen()) await turn()
  send(`data: ${JSON.stringify({ type: 'snapshot', requests: items })}\n\n`)
  while (client.use(createLive).tracker.connection.getState().state !== 'live') await turn()
  let tick = 0
  const play = async (updates: number) => {
    const chunks = Array.from({ length: updates / 100 }, () =>
      Array.from({ length: 100 }, () => {
        const request = itemOf((tick * 7_919) % tracked, ++tick)
        return `data: ${JSON.stringify({ type: 'update', request })}\n\n`
      }).join(''),
    )
    const before = heard()
    const startedAt = process.hrtime.bigint()
    for (const chunk of chunks) send(chunk)
    while (heard() - before < updates) await turn()
    return Number(process.hrtime.bigint() - startedAt) / updates
  }
  // First every request once, so that what is measured is the going on and not the beginning.
  await play(10_000)
  const ns = await play(UPDATES)
  client.close()
  return ns
}

/** (d) What one update over the stream costs, by how many requests are tracked. No peer does this: it is compared with itself. */
export async function run(): Promise<Row[]> {
  const times = new Map<number, number[]>(TRACKED.map((tracked) => [tracked, []]))
  await measure(10)
  for (let round = 0; round < ROUNDS; round++) {
    // In turns, so that a busy machine is busy for all.
    for (const [tracked, values] of times) values.push((await measure(tracked)) / 1000)
  }
  const few = times.get(10) ?? []
  const many = times.get(10_000) ?? []
  const ratio = median(many.map((value, round) => value / (few[round] ?? NaN)))
  return [
    {
      line: 'd',
      what: 'one update over the stream, read to notified',
      ours: [...times]
        .map(
          ([tracked, values]) => `${tracked.toLocaleString('en')} tracked: ${median(values).toFixed(1)} µs`,
        )
        .join('; '),
      peers: `none does this; 10,000 beside 10: ${ratio.toFixed(2)}× (goal ≤ 1.5×)`,
      verdict: ratio <= 1.5 ? 'even' : 'lost',
      spread: `${spreadOf(many, 'µs', 1)} with 10,000`,
      meaning: 'a page that shows a thousand runs stays as quick as one that shows ten',
    },
  ]
}
