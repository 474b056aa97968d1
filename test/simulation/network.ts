import type { Emulator } from '../../src/emulator/emulator.js'
import { HEADERS } from '../../src/protocol/headers.js'
import type { FakeClock } from '../support/fake-clock.js'
import type { Browser } from './browser.js'
import type { Tab } from './tab.js'

/** How the proxy between browser and platform behaves; the warts are those found in the wild. */
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

export interface NetworkOptions {
  emulator: Emulator
  browser: Browser
  clock: FakeClock
  wart: ProxyWart
  /** How often the warts that come and go strike, 0–1. */
  wartChance: number
  count(name: string): void
}

/** The network as one tab sees it: the app's proxy, and behind it the platform. */
export function networkOf(tab: Tab, options: NetworkOptions): typeof fetch {
  const { browser } = options
  return async (_input, init) => {
    if (!browser.isOnline) {
      options.count('network:offline')
      return tab.turn(undefined).then(() => Promise.reject(new TypeError('Failed to fetch')))
    }
    const [lost, done] = loss(tab, browser)
    // A caller that gives up, a network that goes and a tab that dies take the connection with them.
    const gone = new AbortController()
    const request = requestOf(init, gone.signal)
    init?.signal?.addEventListener('abort', () => gone.abort(init.signal?.reason))
    lost.catch(() => gone.abort())
    // A request that is collected as garbage no longer passes its abort on, so it is held.
    const hold = [request]
    tab.atDeath.add(() => hold.forEach(() => gone.abort()))
    const answer = answerOf(request, options).then(
      (response) => tab.turn(throttled(response, tab, browser, gone)),
      // A dead tab hears of nothing.
      (error: unknown) => tab.turn(undefined).then(() => Promise.reject<never>(error)),
    )
    answer.catch(() => {})
    // Its body may come later, and watches the network by itself.
    return untilAborted(init?.signal, Promise.race([answer, lost])).finally(done)
  }
}

function requestOf(init: RequestInit | undefined, signal: AbortSignal): Request {
  const headers = new Headers(init?.headers)
  const target = headers.get(HEADERS.targetUrl) ?? ''
  headers.set('authorization', 'Key test')
  return new Request(target, { ...init, headers, signal, credentials: undefined, cache: undefined })
}

async function answerOf(request: Request, options: NetworkOptions): Promise<Response> {
  const { emulator, clock, wart, wartChance, count } = options
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
      const response = await emulator.fetch(request)
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
      if (clock.random() < 0.5 && !isStream) await emulator.fetch(request)
      return new Response('<html>Bad Gateway</html>', { status: 502, headers: HTML })
    }
    case 'html-200': {
      if (!strikes()) break
      if (clock.random() < 0.5 && !isStream) await emulator.fetch(request)
      return new Response('<!doctype html><title>Sign in</title>', { headers: HTML })
    }
    case 'page-for-all':
      // The app's own page: the calls never reach the platform.
      strike(wart)
      return new Response('<!doctype html><div id="root"></div>', { headers: HTML })
    case 'new-states':
      return withNewState(await emulator.fetch(request), () => strike(wart))
    default:
      wart satisfies never
  }
  return emulator.fetch(request)
}

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

const HTML = { 'content-type': 'text/html' }

/** The same answer; its bytes come through only while the tab runs and the network is there. */
function throttled(response: Response, tab: Tab, browser: Browser, gone: AbortController): Response {
  const reader = response.body?.getReader()
  if (!reader) return response
  const [lost, done] = loss(tab, browser)
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done: end, value } = await Promise.race([reader.read(), lost])
          await tab.turn(undefined)
          if (!end) return controller.enqueue(value)
          done()
          controller.close()
        } catch (error) {
          done()
          gone.abort()
          await tab.turn(undefined)
          controller.error(error)
        }
      },
      cancel(reason) {
        done()
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  const { status, headers } = response
  return new Response(body, { status, headers })
}

/** Rejects when the network goes while something is on its way; the second stops listening. */
function loss(tab: Tab, browser: Browser): [Promise<never>, () => void] {
  let done = () => {}
  const lost = new Promise<never>((_, reject) => {
    const fail = () => void tab.turn(undefined).then(() => reject(new TypeError('Failed to fetch')))
    browser.onLoss.add(fail)
    tab.connections.add(fail)
    done = () => {
      browser.onLoss.delete(fail)
      tab.connections.delete(fail)
    }
  })
  lost.catch(() => {})
  return [lost, done]
}

/** A real fetch hears of its abort at once. */
function untilAborted<T>(signal: AbortSignal | null | undefined, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error)
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    answer.then(resolve, reject)
  })
}
