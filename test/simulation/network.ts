import type { Emulator } from '../../src/emulator/emulator.js'
import { HEADERS } from '../../src/protocol/headers.js'
import type { Browser } from './browser.js'
import { answerWith, type Reach, type WartOptions } from './proxy-wart.js'
import type { Server } from './server.js'
import type { Tab } from './tab.js'

export interface NetworkOptions extends WartOptions {
  emulator: Emulator
  browser: Browser
  server: Server
  /** How often a kept-alive connection breaks under a POST, which the browser then sends once more by itself, 0–1. */
  repeatChance: number
}

/** The network as one tab sees it: the app's proxy, and behind it the platform. */
export function networkOf(tab: Tab, person: string, options: NetworkOptions): typeof fetch {
  const reach = options.server.reachAs(person)
  return connected(tab, options, async (init, signal) => {
    const request = requestOf(targetOf(init), init, signal)
    if (mayBeRepeated(request) && options.clock.random() < options.repeatChance) {
      await breakConnection(request.clone(), reach, options)
    }
    return answerWith(request, reach, options)
  })
}

/** The way to the storage that takes uploads: straight, without a proxy. */
export function storageNetworkOf(tab: Tab, options: NetworkOptions): typeof fetch {
  return connected(tab, options, (init, signal, url) => options.emulator.fetch(requestOf(url, init, signal)))
}

function connected(
  tab: Tab,
  { browser, count }: NetworkOptions,
  answer: (init: RequestInit, signal: AbortSignal, url: string) => Promise<Response>,
): typeof fetch {
  return async (input, init = {}) => {
    if (!browser.isOnline) {
      count(browser.saysOnline ? 'network:gone-while-said-online' : 'network:offline')
      return tab.turn(undefined).then(() => Promise.reject(new TypeError('Failed to fetch')))
    }
    if (!browser.saysOnline) count('network:works-while-said-offline')
    const [lost, done] = loss(tab, browser)
    // A caller that gives up, a network that goes and a tab that dies take the connection with them.
    const gone = new AbortController()
    init.signal?.addEventListener('abort', () => gone.abort(init.signal?.reason))
    lost.catch(() => gone.abort())
    tab.atDeath.add(() => gone.abort())
    const answered = answer(init, gone.signal, String(input)).then(
      (response) => tab.turn(throttled(response, tab, browser, gone)),
      // A dead tab hears of nothing.
      (error: unknown) => tab.turn(undefined).then(() => Promise.reject<never>(error)),
    )
    answered.catch(() => {})
    // Its body may come later, and watches the network by itself.
    return untilAborted(init.signal, Promise.race([answered, lost])).finally(done)
  }
}

function targetOf({ headers }: RequestInit): string {
  return new Headers(headers).get(HEADERS.targetUrl) ?? ''
}

/** A request that is collected as garbage no longer passes its abort on: it is held as long as its signal. */
const held = new WeakMap<AbortSignal, Request>()

function requestOf(url: string, init: RequestInit, signal: AbortSignal): Request {
  const request = new Request(url, { ...init, signal, credentials: undefined, cache: undefined })
  held.set(signal, request)
  return request
}

/** Only a submit: whatever else is sent twice does the same twice. */
function mayBeRepeated({ method, url }: Request): boolean {
  return method === 'POST' && url.includes('/queue/')
}

/** The proxy has the request, and perhaps its answer; the browser gets none and sends it again. */
async function breakConnection(request: Request, reach: Reach, { clock, count }: NetworkOptions) {
  count('network:post-repeated')
  const cut = new AbortController()
  const first = new Request(request, { signal: cut.signal })
  const answered = reach(first).catch(() => {})
  if (clock.random() < 0.5) await answered
  cut.abort()
}

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
