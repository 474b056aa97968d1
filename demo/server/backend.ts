import { createEmulator, type Emulator } from 'modelrunner-react/emulator'
import { createProxyHandler, toNodeHandler, type NodeHandler } from 'modelrunner-react/proxy'

export interface BackendOptions {
  /** A real platform key: the calls go to the platform, and cost money. Without one they go to an emulator. */
  apiKey?: string
  /** Where the emulator listens. @default a free port */
  emulatorPort?: number
}

export interface Backend {
  /** The app's one route, `/api/modelrunner/proxy`. */
  readonly proxy: NodeHandler
  /** For the provider; undefined means the platform's own. */
  readonly hosts?: Emulator['hosts']
  /** Origins that the page loads media from and uploads to, for its Content-Security-Policy. */
  readonly origins: readonly string[]
  readonly emulator?: Emulator
  close(): Promise<void>
}

/** What the demo has behind its page: the proxy, and the emulated platform where no key is given. */
export async function startBackend({ apiKey, emulatorPort = 0 }: BackendOptions): Promise<Backend> {
  if (apiKey) {
    return {
      proxy: toNodeHandler(createProxyHandler({ apiKey })),
      // Outputs and uploads live on hosts that the platform names in its answers.
      origins: ['https:'],
      close: async () => {},
    }
  }
  const emulator = createEmulator({ balance: '25.00', latencyMs: 40 })
  const { hosts, url, close } = await emulator.listen({ port: emulatorPort })
  // Now that it is known where their outputs lie.
  emulator.seedRequests(24)
  emulator.seedFiles(36)
  return {
    proxy: toNodeHandler(createProxyHandler({ apiKey: 'demo', hosts })),
    hosts,
    origins: [url],
    emulator,
    close,
  }
}
