import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { root } from './root.mjs'

// `npm run mutation [-- store stream]`: changes the code that decides about money and state, one place at a time, and runs the
// tests that reach it. One module after the other, each with the tests beside it and those of the hooks that read it.

const HOOKS = 'src/hooks/{exactly-once,persisted-run,retry,useRequest,useRequestStatus}.test.tsx'

/** What is mutated, and the tests that must notice. */
const MODULES = {
  decisions: {
    mutate: 'src/client/runs/decide.ts,src/client/runs/reduce-*.ts',
    tests: 'src/client/runs/{decide,reduce,view-of}*.test.ts',
  },
  store: { mutate: 'src/client/store/*.ts', tests: 'src/client/store/*.test.ts,src/client/observe.test.ts' },
  runs: { mutate: 'src/client/runs/*.ts', tests: `src/client/runs/*.test.ts,${HOOKS}` },
  stream: {
    mutate: 'src/client/stream/*.ts',
    tests: 'src/client/stream/*.test.ts,src/hooks/useConnection.test.tsx',
  },
  submit: {
    mutate: 'src/proxy/submit/*.ts',
    tests:
      'src/proxy/submit/*.test.ts,src/proxy/create-proxy-handler.test.ts,test/proxy/{chat-routes,isolation-requests,no-request-body}.test.ts',
  },
}

const named = process.argv.slice(2)
for (const name of named.length > 0 ? named : Object.keys(MODULES)) {
  const module = MODULES[name]
  if (!module) {
    console.error(`There is no module "${name}". There are ${Object.keys(MODULES).join(', ')}.`)
    process.exit(1)
  }
  console.log(`\n${name}: ${module.mutate}`)
  const { status } = spawnSync('npx', ['stryker', 'run', '--mutate', `${module.mutate},!src/**/*.test.ts`], {
    cwd: fileURLToPath(root),
    stdio: 'inherit',
    env: { ...process.env, MUTATION_TESTS: module.tests },
  })
  if (status !== 0) process.exit(status ?? 1)
}
