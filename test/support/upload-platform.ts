import { afterEach } from 'vitest'
import { createClient } from '../../src/client/create-client.js'
import type { ClientOptions } from '../../src/client/config.js'
import type { Client } from '../../src/client/client.js'
import { createEmulator } from '../../src/emulator/index.js'
import type { Emulator } from '../../src/emulator/emulator.js'

export interface UploadPlatform {
  emulator: Emulator
  /** A client of its own, as another page or the same one after a reload has it. */
  client(options?: Partial<ClientOptions>): Client
  /** What a client or a provider needs to reach it. */
  options: ClientOptions
  /** How often a route was called. */
  calls(route: string): number
  /** The calls that went through the proxy, oldest first. */
  sent: { method: string; target: URL; headers: Headers; body: unknown }[]
}

/** The emulator on real sockets; JSON calls go to it as a proxy would send them, PUTs go straight to it. */
export async function startUploadPlatform(): Promise<UploadPlatform> {
  const emulator = createEmulator()
  const server = await emulator.listen()
  afterEach(async () => {
    emulator.dispose()
    await server.close()
  })
  const sent: UploadPlatform['sent'] = []
  const asProxy: typeof fetch = (_, init = {}) => {
    const headers = new Headers(init.headers)
    const target = new URL(headers.get('x-modelrunner-target-url') ?? '')
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    sent.push({ method: init.method ?? 'GET', target, headers: new Headers(headers), body })
    headers.delete('x-modelrunner-target-url')
    headers.set('authorization', 'Key test')
    return fetch(target, { ...init, headers, credentials: undefined })
  }
  const options: ClientOptions = {
    proxyUrl: '/api/modelrunner/proxy',
    hosts: server.hosts,
    fetch: asProxy,
    retry: { baseMs: 1 },
  }
  return {
    emulator,
    sent,
    options,
    client: (more) => createClient({ ...options, ...more }),
    calls: (route) => emulator.log.filter((entry) => entry.route === route).length,
  }
}
