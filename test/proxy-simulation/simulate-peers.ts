import { aiSdkImage, FAL_HOST, falRun, openFal } from '../../bench/peers.js'
import { ENDPOINT, startFaultyPlatform } from './faulty-platform.js'

const IN_PARALLEL = 12
/** One pixel: an image that a client fetches after its submit. */
const PNG = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (char) => char.charCodeAt(0),
)

export interface PeerSimulation {
  calls: number
  /** Calls that gave the app a result. */
  results: number
  /** Paid POSTs that reached the platform, and bills. */
  posts: number
  bills: number
}

/** The retries of other clients, with their own defaults, against the same platform and the same faults, without processes that die. */
export const PEERS: Record<string, (calls: number, seed: number) => Promise<PeerSimulation>> = {
  '@fal-ai/client': (calls, seed) =>
    simulate(calls, seed, (url) => {
      const fal = openFal((input: RequestInfo | URL, init?: RequestInit) =>
        fetch(String(input).replace(FAL_HOST, `${url}/queue`), init),
      )
      return () => falRun(fal, ENDPOINT, { prompt: 'a cat' })
    }),
  // Its image models answer in one call: behind it the run is submitted, and its picture is there at once.
  'AI SDK': (calls, seed) =>
    simulate(calls, seed, (url) => {
      const send: typeof fetch = async (_, init) => {
        if (init?.method !== 'POST') return new Response(PNG, { headers: { 'content-type': 'image/png' } })
        const answer = await fetch(`${url}/queue/${ENDPOINT}`, { ...init, body: '{"prompt":"a cat"}' })
        if (!answer.ok) return answer
        await answer.text()
        const image = { url: 'https://media.test/a.png', width: 1, height: 1, content_type: 'image/png' }
        return Response.json({ images: [image] })
      }
      return () => aiSdkImage(send)
    }),
}

async function simulate(
  calls: number,
  seed: number,
  open: (url: string) => () => Promise<unknown>,
): Promise<PeerSimulation> {
  const platform = await startFaultyPlatform(seed)
  try {
    const once = open(platform.url)
    let next = 0
    let results = 0
    const click = async () => {
      while (next++ < calls) {
        try {
          await once()
          results += 1
        } catch {
          // No result: the app shows an error.
        }
      }
    }
    await Promise.all(Array.from({ length: IN_PARALLEL }, click))
    return { calls, results, posts: platform.posts(), bills: platform.emulator.requests().length }
  } finally {
    await platform.close()
  }
}
