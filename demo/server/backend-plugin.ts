import { randomBytes } from 'node:crypto'
import { isRunnableDevEnvironment, type Plugin, type ViteDevServer } from 'vite'
import type { Backend, startBackend as StartBackend } from './backend.js'
import { contentSecurityPolicy } from './content-security-policy.js'

const PROXY_PATH = '/api/modelrunner/proxy'
const ENTRY = '/server/backend.ts'
/** A page elsewhere can give its own name this machine's address; with a real key its calls would cost money. */
const OWN_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i

/**
 * Runs the demo's backend inside the dev server, from source: a change in the proxy or the emulator
 * restarts it and reloads the page.
 */
export function backendPlugin(): Plugin {
  const nonce = randomBytes(16).toString('base64')
  let backend: Backend | undefined

  return {
    name: 'demo-backend',
    config: () => ({ html: { cspNonce: nonce } }),
    async configureServer(server) {
      backend = await load(server)
      const { httpServer } = server
      httpServer?.once('close', () => void backend?.close())
      server.middlewares.use((request, response, next) => {
        response.setHeader('content-security-policy', contentSecurityPolicy(backend?.origins ?? [], nonce))
        if (new URL(request.url ?? '/', 'http://page').pathname !== PROXY_PATH) return next()
        if (!OWN_HOST.test(request.headers.host ?? '')) {
          response.writeHead(403).end('The demo answers on localhost only.')
          return
        }
        if (backend) void backend.proxy(request, response)
      })
    },
    async hotUpdate({ modules, server }) {
      if (this.environment.name !== 'ssr' || modules.length === 0) return
      const port = backend?.hosts ? Number(new URL(backend.hosts.queue).port) : undefined
      await backend?.close()
      backend = await load(server, port)
      server.ws.send({ type: 'full-reload' })
      return []
    },
    transformIndexHtml: () => [
      {
        tag: 'script',
        attrs: { type: 'application/json', id: 'config' },
        children: JSON.stringify({ hosts: backend?.hosts }),
        injectTo: 'head',
      },
    ],
  }
}

async function load(server: ViteDevServer, emulatorPort?: number): Promise<Backend> {
  const { ssr } = server.environments
  if (!ssr || !isRunnableDevEnvironment(ssr)) throw new Error('The dev server cannot run server code')
  ssr.runner.clearCache()
  const { startBackend } = await ssr.runner.import<{ startBackend: typeof StartBackend }>(ENTRY)
  return startBackend({
    ...(process.env.MODELRUNNER_KEY ? { apiKey: process.env.MODELRUNNER_KEY } : {}),
    ...(emulatorPort ? { emulatorPort } : {}),
  })
}
