import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createServer } from 'vite'
import { root } from './root.mjs'

// `npm run simulate:chat -- --runs 3600 [--seed n]`: the long version of test/chat-simulation; 3,600 cut an answer at every byte.

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3600' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 30)) },
  },
})

process.env.NODE_ENV = 'production'
// Open to the end: the client loads parts of itself when it needs them.
const server = await createServer({
  configFile: false,
  root: fileURLToPath(root),
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
})
const { simulateChats } = await server.ssrLoadModule('/test/chat-simulation/simulate-chats.ts')
const { conversations, met, failures } = await simulateChats(
  Number(values.runs),
  Number(values.seed),
  (done) => done % 500 === 0 && console.log(`… ${done} conversations`),
)
console.log(`${conversations} conversations, seed ${values.seed}`)
console.table(met)
for (const { conversation, wrong } of failures.slice(0, 20)) {
  console.error(JSON.stringify(conversation), wrong.join('; '))
}
console.log(failures.length === 0 ? 'None was billed twice, none lost.' : `${failures.length} went wrong.`)
await server.close()
process.exit(failures.length === 0 ? 0 : 1)
