/**
 * `npm run bench`: installs the peers beside the package's own tree, measures, and prints one table.
 *   BENCH_LINES=a,f npm run bench    only these lines
 *   BENCH_OUT=table.md               also into a file
 */
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from '../scripts/ensure-installed.mjs'
import { ensurePeers } from './ensure-peers.mjs'

ensureInstalled()
ensurePeers()

const { createServer } = await import('vite')
// As an app would have it.
process.env.NODE_ENV = 'production'
const server = await createServer({
  configFile: false,
  root: fileURLToPath(new URL('..', import.meta.url)),
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
})
await server.ssrLoadModule('/bench/bench.ts')
