import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createServer } from 'vite'
import { ensurePeers } from '../bench/ensure-peers.mjs'
import { root } from './root.mjs'

// `npm run simulate:proxy -- --runs 2000 [--calls 200] [--seed n]`: the long version of test/proxy-simulation, and then what the retries of
// other clients do against the same platform.

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '400' },
    /** Calls of each other client; 0 leaves them out. */
    calls: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 30)) },
  },
})
const seed = Number(values.seed)
const calls = Number(values.calls)
if (calls > 0) ensurePeers()

process.env.NODE_ENV = 'production'
const server = await createServer({
  configFile: false,
  root: fileURLToPath(root),
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
})
const { simulateProxies } = await server.ssrLoadModule('/test/proxy-simulation/simulate-proxies.ts')
const startedAt = performance.now()
const { runs, billedTwice, lost, wrong, posts, bills, happened } = await simulateProxies(
  Number(values.runs),
  seed,
  (done) => done % 100 === 99 && console.log(`… ${done + 1} runs`),
)
const seconds = Math.round((performance.now() - startedAt) / 1000)
console.log(`${runs} runs over two processes, seed ${seed}, ${seconds} s`)
console.log(`billed twice ${billedTwice}, lost ${lost}, wrong answers ${wrong}`)
for (const [name, times] of Object.entries(happened).sort())
  console.log(`  ${String(times).padStart(6)}  ${name}`)

const rows = {
  'modelrunner-react, processes and Redis killed': rowOf({ calls: runs, results: runs - lost, posts, bills }),
}
if (calls > 0) {
  const { PEERS } = await server.ssrLoadModule('/test/proxy-simulation/simulate-peers.ts')
  for (const [name, simulate] of Object.entries(PEERS))
    rows[`${name}, nothing killed`] = rowOf(await simulate(calls, seed))
}
console.table(rows)
await server.close()
process.exit(billedTwice || lost || wrong ? 1 : 0)

function rowOf({ calls, results, posts, bills }) {
  const per = (count) => (count / calls).toFixed(2)
  return { calls, 'with a result': results, 'POSTs per call': per(posts), 'bills per call': per(bills) }
}
