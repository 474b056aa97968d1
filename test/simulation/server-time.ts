import { createHmac } from 'node:crypto'
import type { FakeClock } from '../support/fake-clock.js'

/** Gives what has no injected clock (the proxy handler) the simulation's time, chance and, without threads, its HMAC. Returns the way back. */
export function installServerTime(clock: FakeClock): () => void {
  const replaced: [object, string, unknown][] = [
    [globalThis, 'setTimeout', clock.setTimeout],
    [globalThis, 'clearTimeout', clock.clearTimeout],
    [Date, 'now', clock.now],
    [Math, 'random', clock.random],
    // Work of other threads ends when it likes: fake time would run ahead of it.
    [crypto.subtle, 'importKey', (_: string, secret: Uint8Array) => Promise.resolve(secret)],
    [
      crypto.subtle,
      'sign',
      (_: string, secret: Uint8Array, text: Uint8Array) => Promise.resolve(hmac(secret, text)),
    ],
  ]
  const before = replaced.map(([of, name]) => Object.getOwnPropertyDescriptor(of, name))
  for (const [of, name, value] of replaced)
    Object.defineProperty(of, name, { value, configurable: true, writable: true })
  return () => {
    replaced.forEach(([of, name], index) => {
      const descriptor = before[index]
      if (descriptor) Object.defineProperty(of, name, descriptor)
      else Reflect.deleteProperty(of, name)
    })
  }
}

function hmac(secret: Uint8Array, text: Uint8Array): Uint8Array {
  return createHmac('sha256', secret).update(text).digest()
}
