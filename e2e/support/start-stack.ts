import type { RequestListener } from 'node:http'
import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
  type EmulatorSettings,
} from 'modelrunner-react/emulator'
import { createProxyHandler, toNodeHandler, type ProxyHandler } from 'modelrunner-react/proxy'
import { contentSecurityPolicy } from '../../demo/server/content-security-policy.js'
import { listen } from '../../test/support/listen.js'
import { DEMO_PAGE } from './build-demo.js'
import { servePage } from './serve-page.js'

/** What no browser may ever see. */
export const API_KEY = 'e2e-secret-key-9f3b'

export interface StackOptions {
  emulator?: EmulatorOptions
  /** Settings and faults of the emulator. */
  settings?: Partial<EmulatorSettings>
  /** Stands in the proxy's place, e.g. one that swallows statuses. */
  proxy?: (options: { hosts: Emulator['hosts']; apiKey: string }) => ProxyHandler
  /** The page's folder. @default the built demo */
  folder?: string
}

export interface Stack {
  /** The page. */
  readonly url: string
  readonly emulator: Emulator
  /** Page and proxy are gone, as in the middle of a deploy, until what it gives is called. */
  goDown(): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** Page, proxy and platform, each on real sockets of its own. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const emulator = createEmulator(options.emulator)
  const platform = await emulator.listen()
  emulator.set({ keys: [API_KEY], ...options.settings })
  const makeProxy = options.proxy ?? createProxyHandler
  const proxy = toNodeHandler(makeProxy({ hosts: platform.hosts, apiKey: API_KEY }))
  const page = {
    folder: options.folder ?? DEMO_PAGE,
    contentSecurityPolicy: contentSecurityPolicy([platform.url]),
    config: { hosts: platform.hosts },
  }
  const answer: RequestListener = (request, response) => {
    const isProxy = request.url?.startsWith('/api/modelrunner/proxy')
    void (isProxy ? proxy(request, response) : servePage(page, request, response))
  }
  let server = await listen(answer)
  const { url } = server

  return {
    url: `${url}/`,
    emulator,
    async goDown() {
      await server.close()
      return async () => {
        server = await listen(answer, Number(new URL(url).port))
      }
    },
    async close() {
      await Promise.all([server.close(), platform.close()])
      emulator.dispose()
    },
  }
}
