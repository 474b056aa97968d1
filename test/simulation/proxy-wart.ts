import type { FakeClock } from '../support/fake-clock.js'

/** How what stands between browser and platform behaves; the warts are those found in the wild. */
export type ProxyWart =
  | 'none'
  | 'swallows-status'
  | 'stream-never-answers'
  | 'stream-gives-head-only'
  | 'stream-refused'
  | 'stream-as-json'
  | 'put-refused'
  | 'html-502'
  | 'html-200'
  | 'page-for-all'
  | 'new-states'

/** What passes a request on, and its answer back. */
export type Reach = (request: Request) => Promise<Response>

export interface WartOptions {
  clock: FakeClock
  wart: ProxyWart
  /** How often the warts that come and go strike, 0–1. */
  wartChance: number
  count(name: string): void
}

/** Passes a request on as the wart does. */
export async function answerWith(
  request: Request,
  reach: Reach,
  { clock, wart, wartChance, count }: WartOptions,
): Promise<Response> {
  const isStream = new URL(request.url).pathname.endsWith('/requests/stream')
  const strike = (name: string) => {
    count(`proxy:${name}`)
    return true
  }
  const strikes = () => clock.random() < wartChance && strike(wart)
  switch (wart) {
    case 'none':
      break
    case 'swallows-status': {
      const response = await reach(request)
      if (response.status < 400) return response
      strike(wart)
      return new Response(response.body, { status: 200, headers: response.headers })
    }
    case 'stream-never-answers':
      if (isStream && strike(wart)) return new Promise(() => {})
      break
    case 'stream-gives-head-only':
      if (isStream && strike(wart)) {
        return new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } })
      }
      break
    case 'stream-refused':
      if (isStream && strike(wart)) return new Response('"Not found"', { status: 404 })
      break
    case 'stream-as-json':
      if (isStream && strike(wart)) return Response.json({})
      break
    case 'put-refused':
      if (request.method === 'PUT' && strike(wart)) return new Response('Method Not Allowed', { status: 405 })
      break
    case 'html-502': {
      // Before the work or after it: the page does not say.
      if (!strikes()) break
      if (clock.random() < 0.5 && !isStream) await reach(request)
      return new Response('<html>Bad Gateway</html>', { status: 502, headers: HTML })
    }
    case 'html-200': {
      if (!strikes()) break
      if (clock.random() < 0.5 && !isStream) await reach(request)
      return new Response('<!doctype html><title>Sign in</title>', { headers: HTML })
    }
    case 'page-for-all':
      // The app's own page: the calls never reach the platform.
      strike(wart)
      return new Response('<!doctype html><div id="root"></div>', { headers: HTML })
    case 'new-states':
      return withNewState(await reach(request), () => strike(wart))
    default:
      wart satisfies never
  }
  return reach(request)
}

const HTML = { 'content-type': 'text/html' }

/** A state that the platform may add one day, as long as the one it stands for: chunks keep their size. */
const NEW_STATE = 'WARMING_UP_'

function withNewState(response: Response, strike: () => void): Response {
  const renamed = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      const text = Buffer.from(chunk).toString('latin1')
      const changed = text.replaceAll('IN_PROGRESS', NEW_STATE)
      if (changed !== text) strike()
      controller.enqueue(Buffer.from(changed, 'latin1'))
    },
  })
  const { status, headers } = response
  return new Response(response.body?.pipeThrough(renamed), { status, headers })
}
