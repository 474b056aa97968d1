import { createChat } from '../../src/client/chat/create-chat.js'
import { createClient } from '../../src/client/create-client.js'
import { createEmulator } from '../../src/emulator/index.js'
import { createProxyHandler, toNodeHandler } from '../../src/proxy/index.js'
import { listen } from '../../test/support/listen.js'
import { aiSdkFirstToken } from '../peers.js'
import { runPlaywright } from '../playwright.js'
import { median, percentile, type Row, spreadOf, verdictOf } from '../row.js'

const ROUNDS = 30
const ENDPOINT = 'meta/llama-4-instruct'

/** (h) From the send to the first token, over real sockets; all go through the same proxy, so that the client is what differs. */
export async function run(): Promise<Row[]> {
  const emulator = createEmulator()
  emulator.set({ firstTokenMs: 0, tokenMs: 5 })
  const platform = await emulator.listen()
  const handler = toNodeHandler(createProxyHandler({ apiKey: 'bench', hosts: platform.hosts }))
  const server = await listen((request, response) => void handler(request, response))
  const proxyUrl = `${server.url}/`
  const client = createClient({ proxyUrl, hosts: platform.hosts, storage: null })
  const baseURL = `${platform.hosts.queue}/${ENDPOINT}`
  const contenders = {
    ours: () => firstToken(client),
    ai: () => aiSdkFirstToken(baseURL, ENDPOINT, client.fetch),
    bare: () => bareFirstToken(`${baseURL}/chat/completions`, client.fetch),
  }
  const times = { ours: [] as number[], ai: [] as number[], bare: [] as number[] }
  for (let round = 0; round < ROUNDS + 3; round++) {
    for (const name of ['ours', 'ai', 'bare'] as const) {
      const ms = await contenders[name]()
      // The first rounds only warm up.
      if (round >= 3) times[name].push(ms)
    }
  }
  client.close()
  await Promise.all([server.close(), platform.close()])
  emulator.dispose()
  const show = (values: number[]) =>
    `p50 ${median(values).toFixed(1)} ms, p95 ${percentile(values, 0.95).toFixed(1)} ms`
  return [
    {
      line: 'h',
      what: 'send → first token of a chat',
      ours: show(times.ours),
      peers: `AI SDK streamText: ${show(times.ai)}; bare fetch: ${show(times.bare)}`,
      verdict: verdictOf(median(times.ours), Math.min(median(times.ai), median(times.bare))),
      spread: `${spreadOf(times.ours, 'ms', 1)} ours`,
      meaning: 'what the client adds to the model’s own wait; all go through our proxy',
    },
    ...(await paintedRows()),
  ]
}

/** `<ChatRunner>` in Chromium: from an arrival to the frame in which it stands. */
async function paintedRows(): Promise<Row[]> {
  const printed = await runPlaywright('bench/chat', [])
  const first = /p50 ([\d.]+) ms, p95 ([\d.]+) ms, p95 (\d+) frames \((\d+) answers\)/.exec(printed)
  const long = /(\d+) tokens in ([\d.]+) s: long tasks (.*)/.exec(printed)
  const jump = /largest jump ([\d.]+) px/.exec(printed)
  if (!first || !long || !jump) throw new Error(`The chat bench printed no figures: ${printed.slice(-300)}`)
  return [
    {
      line: 'h',
      what: 'first token of a chat: arrival → painted',
      ours: `p50 ${first[1]} ms, p95 ${first[2]} ms: p95 ${first[3]} frame(s)`,
      peers: 'goal: 1 frame',
      verdict: first[3] === '1' ? 'even' : 'lost',
      spread: `${first[4]} answers`,
      meaning: 'a frame of a busy machine takes longer than 17 ms',
    },
    {
      line: 'h',
      what: `an answer of ${long[1]} tokens while a reader scrolls back`,
      ours: `${long[2]} s; long tasks: ${long[3]}; largest jump ${jump[1]} px`,
      peers: 'goal: no long task, no jump',
      verdict: long[3] === 'none' && Number(jump[1]) === 0 ? 'even' : 'lost',
      spread: 'one answer, 120 frames',
      meaning: 'the page can be used and read while a fast model writes',
    },
  ]
}

function firstToken(client: ReturnType<typeof createClient>): Promise<number> {
  const chat = createChat(client, ENDPOINT)
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const stop = chat.store.subscribe(({ messages, error }) => {
      const last = messages.at(-1)
      if (error) reject(error)
      if (last?.role !== 'assistant' || !last.content.length) return
      stop()
      resolve(performance.now() - startedAt)
      chat.stop()
    })
    chat.send('Say something.')
  })
}

async function bareFirstToken(url: string, fetch: typeof globalThis.fetch): Promise<number> {
  const startedAt = performance.now()
  const body = JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Say something.' }] })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body })
  const decoder = new TextDecoder()
  let text = ''
  // Node's streams are async iterable.
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true })
    if (!/"content":"[^"]/.test(text)) continue
    // Leaving the loop cancels the stream.
    return performance.now() - startedAt
  }
  throw new Error(`no token in ${text.slice(0, 200)}`)
}
