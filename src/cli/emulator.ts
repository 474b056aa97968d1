import { parseArgs } from 'node:util'
import { createEmulator } from '../emulator/index.js'
import { usages, type Command } from './usage.js'

const DEFAULT_PORT = 4000

/** `emulator [--port 4000] [--seed 1] [--balance 100]`: runs until it is interrupted. */
export const emulatorCommand: Command = async (args) => {
  const options = readOptions(args)
  if (typeof options === 'string') {
    console.error(`${options}\n\n${usages.emulator}`)
    return 2
  }
  const emulator = createEmulator({ seed: options.seed, balance: options.balance })
  try {
    const { hosts, url, close } = await emulator.listen({ port: options.port })
    console.log(welcome(url, hosts))
    await interrupted()
    await close()
    emulator.dispose()
    return 0
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    console.error(
      isTaken
        ? `Port ${options.port} is in use. Choose another one: modelrunner-react emulator --port ${options.port + 1}`
        : `The emulator could not start: ${String(error)}`,
    )
    return 1
  }
}

function readOptions(args: readonly string[]): { port: number; seed: string; balance: string } | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: String(DEFAULT_PORT) },
        seed: { type: 'string', default: '1' },
        balance: { type: 'string', default: '100' },
      },
    })
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) return `--port: "${values.port}" is not a port.`
    if (!/^\d+(\.\d+)?$/.test(values.balance))
      return `--balance: "${values.balance}" is not an amount like 12.50.`
    return { port, seed: values.seed, balance: values.balance }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function welcome(url: string, hosts: { queue: string; rest: string; media: string }): string {
  return `ModelRunner emulator at ${url}

  queue  ${hosts.queue}
  rest   ${hosts.rest}
  media  ${hosts.media}

Point your proxy at it (any API key will do):

  createProxyHandler({
    apiKey: 'emulator',
    hosts: { queue: '${hosts.queue}', rest: '${hosts.rest}', media: '${hosts.media}' },
  })

and give <ModelRunnerProvider> the same hosts. Ctrl+C ends it.`
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
}
