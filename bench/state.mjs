import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

// `node bench/state.mjs`: runs state.bench.ts as an app would have it, in production mode.
process.env.NODE_ENV = 'production'
const server = await createServer({
  configFile: false,
  root: fileURLToPath(new URL('..', import.meta.url)),
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
})
await server.ssrLoadModule('/bench/state.bench.ts')
