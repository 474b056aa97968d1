import { setMaxListeners } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createServer } from 'vite'
import { root } from './root.mjs'

// `npm run simulate -- --runs 10000 [--seed n] [--path p]`: the long version of test/simulation.

/** So many runs meet every fault there is. */
const ENOUGH_RUNS = 10_000

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 30)) },
    path: { type: 'string' },
  },
})

process.env.NODE_ENV = 'production'
// Each run that a page shows listens for itself.
setMaxListeners(0)
// Open to the end: the client loads parts of itself when it needs them.
const server = await createServer({
  configFile: false,
  root: fileURLToPath(root),
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
})
const { simulate } = await server.ssrLoadModule('/test/simulation/simulate.ts')
const startedAt = performance.now()
const { totals, failure } = await simulate({
  runs: Number(values.runs),
  seed: Number(values.seed),
  path: values.path,
  onProgress({ scenarios, runs }) {
    if (scenarios % 500 === 0) console.log(`… ${runs} runs in ${scenarios} scenarios`)
  },
})

const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
console.log(`${totals.runs} runs in ${totals.scenarios} scenarios, ${seconds} s, seed ${totals.seed}`)
console.log(
  `lost ${totals.lost}, double-billed ${totals.doubleBilled}, wrong outcomes ${totals.wrong}, mixed up ${totals.mixedUp}`,
)
print('How runs ended', totals.ends)
print('What really happened', totals.happened)
if (failure) {
  console.error(`\nBroken with seed ${failure.seed}, path ${failure.path}:\n${failure.error}`)
  console.error(JSON.stringify(failure.scenario, null, 2))
  console.error(`\nAgain: npm run simulate -- --runs 1 --seed ${failure.seed} --path ${failure.path}`)
  process.exit(1)
}
// A fault that never happened proves nothing.
const missing = Object.keys(totals.happened).filter((kind) => totals.happened[kind] === 0)
if (missing.length) console.error(`\nNever happened: ${missing.join(', ')}`)
process.exit(missing.length && totals.runs >= ENOUGH_RUNS ? 1 : 0)

function print(title, counts) {
  console.log(`\n${title}`)
  for (const [name, times] of Object.entries(counts).sort(([a], [b]) => a.localeCompare(b)))
    console.log(`  ${String(times).padStart(7)}  ${name}`)
}
