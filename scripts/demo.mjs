/**
 * The demo: emulated platform, proxy and app, from source, reloading on change.
 *   npm run demo                        with the emulator; nothing leaves the machine
 *   MODELRUNNER_KEY=… npm run demo      with the real platform; runs cost money
 *   npm run demo -- --port 8080         another port
 */
const { requireNode } = await import('./require-node.mjs')
requireNode()
const { ensureInstalled } = await import('./ensure-installed.mjs')
ensureInstalled()

const { fileURLToPath } = await import('node:url')
const { parseArgs } = await import('node:util')
const { createServer } = await import('vite')
const { root } = await import('./root.mjs')

const { values } = parseArgs({ options: { port: { type: 'string', default: '5173' } } })
const port = Number(values.port)
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stderr.write(`--port takes a number from 0 to 65535, not ${values.port}\n`)
  process.exit(1)
}

const server = await createServer({
  configFile: fileURLToPath(new URL('demo/vite.config.ts', root)),
  clearScreen: false,
  logLevel: 'warn',
  // A port that is taken is no reason to stop: the next free one is printed.
  server: { port, strictPort: false },
})
await server.listen()

const platform = process.env.MODELRUNNER_KEY
  ? 'the real platform, with your key: runs cost money'
  : 'an emulator on this machine: nothing is sent out, nothing costs money'
process.stdout.write(
  `\n  Demo      ${server.resolvedUrls?.local[0] ?? ''}\n  Platform  ${platform}\n  Stop      Ctrl-C\n\n`,
)

let stopping = false
const stop = async () => {
  if (stopping) process.exit(130)
  stopping = true
  // Event streams stay open for ever; nothing here is worth waiting for.
  setTimeout(() => process.exit(0), 1500).unref()
  await server.close()
  process.exit(0)
}
process.on('SIGINT', () => void stop())
process.on('SIGTERM', () => void stop())
