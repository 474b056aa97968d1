import type { Emulator } from '../../src/emulator/emulator.js'
import { HEADERS } from '../../src/protocol/headers.js'

/** A `fetch` for the provider that stands for proxy and network in one: it calls the emulator where the target header points. */
export function emulatorFetch(emulator: Emulator): typeof fetch {
  return async (_input, init) => {
    const headers = new Headers(init?.headers)
    const target = headers.get(HEADERS.targetUrl)
    if (!target) return new Response('"Missing target"', { status: 400 })
    headers.set('authorization', 'Key test')
    const request = new Request(target, { ...init, headers, credentials: undefined, cache: undefined })
    return untilAborted(request.signal, emulator.fetch(request))
  }
}

/** A real fetch hears of its abort at once. */
function untilAborted<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    answer.then(resolve, reject)
  })
}
