import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { root } from './root.mjs'

// `npm run types`: everything once, then what runs in a browser and on a server, each against its own globals.
// The native compiler does it in a quarter of the time; the declarations are emitted by the one that typescript-eslint uses.
const compiler = fileURLToPath(new URL('node_modules/typescript-native/bin/tsc', root))

for (const project of ['tsconfig.json', 'tsconfig/browser.json', 'tsconfig/server.json']) {
  const { status } = spawnSync(process.execPath, [compiler, '--noEmit', '-p', project], {
    cwd: fileURLToPath(root),
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}
