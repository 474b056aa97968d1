import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { createEmulator, type Emulator } from '../../src/emulator/index.js'
import { laggingReplica } from '../simulation/lagging-replica.js'
import { listen } from '../support/listen.js'

export const ENDPOINT = 'owner/alias'

/** So late the platform's list shows what it has accepted. */
const LIST_LAG_MS = 500
/** A gateway in front of the platform gives up after so long; the proxies of the simulation do earlier. */
const GATEWAY_MS = 3_000
const SLOW_MS = 600

export interface FaultyPlatform {
  url: string
  emulator: Emulator
  /** How often each fault happened. */
  happened: Record<string, number>
  /** Paid POSTs that arrived, those of the faults included. */
  posts(): number
  close(): Promise<void>
}

/**
 * The emulator on a real socket, behind a gateway that breaks submits before and after they were accepted, and with a request list
 * that lags behind. What happens to which submit is drawn from the seed.
 */
export async function startFaultyPlatform(seed: number): Promise<FaultyPlatform> {
  const random = randomOf(seed)
  const happened: Record<string, number> = {}
  const count = (name: string) => (happened[name] = (happened[name] ?? 0) + 1)
  let posts = 0
  const server = await listen((incoming, outgoing) => void answer(incoming, outgoing))
  const emulator = createEmulator({
    seed,
    publicUrl: server.url,
    balance: 1_000_000,
    models: [{ id: ENDPOINT, run: () => ({ kind: 'output', output: 'https://media.test/a.png' }) }],
  })
  emulator.set({ queueMs: 0, runMs: 50 })
  const read = laggingReplica({
    emulator,
    clock: { now: Date.now },
    lagMs: LIST_LAG_MS,
    count: () => undefined,
  })

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer) // a request's chunks are bytes
    const method = incoming.method ?? 'GET'
    const request = () =>
      new Request(`${server.url}${incoming.url}`, {
        method,
        headers: { authorization: 'Key simulation', 'content-type': 'application/json' },
        body: method === 'GET' ? null : Buffer.concat(chunks),
      })
    if (method !== 'POST') return pass(await read(request()), outgoing)
    posts += 1
    const chance = random()
    if (chance < 0.05) return lose('cut before it was accepted', outgoing)
    if (chance < 0.1) {
      count('429')
      return pass(Response.json({ error: 'Too many requests' }, { status: 429 }), outgoing)
    }
    if (chance < 0.25) await wait(random() * SLOW_MS)
    const accepted = await emulator.fetch(request())
    if (chance > 0.95) {
      count('accepted, then no answer until a gateway’s 504')
      await wait(GATEWAY_MS)
      return pass(new Response('upstream timed out', { status: 504 }), outgoing)
    }
    if (chance > 0.9) return lose('accepted, then cut', outgoing)
    if (chance > 0.85) {
      count('accepted, then 504')
      return pass(new Response('upstream timed out', { status: 504 }), outgoing)
    }
    return pass(accepted, outgoing)
  }

  function lose(what: string, outgoing: ServerResponse): void {
    count(what)
    outgoing.destroy()
  }

  return {
    url: server.url,
    emulator,
    happened,
    posts: () => posts,
    close: async () => {
      await server.close()
      emulator.dispose()
    },
  }
}

async function pass(answer: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'application/json',
  })
  outgoing.end(await answer.text())
}

/** Numbers from 0 to 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}
