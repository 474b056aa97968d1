import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { usage, usages, type Command } from './usage.js'

/** The commands by name. Each is loaded when it is called, so that none pays for the others. */
export const commands = {
  doctor: async () => (await import('./doctor.js')).doctorCommand,
  emulator: async () => (await import('./emulator.js')).emulatorCommand,
  types: async () => (await import('./types.js')).typesCommand,
} satisfies Record<keyof typeof usages, () => Promise<Command>>

type CommandName = keyof typeof commands

const HELP = ['--help', '-h']
const VERSION = ['--version', '-v', '-V']

/** `npx modelrunner-react …`: gives the exit code, which is the command's; 2 for a call that is not understood. */
export async function runCli([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || HELP.includes(name)) {
    console.log(usage)
    return 0
  }
  if (VERSION.includes(name)) {
    console.log(await readVersion())
    return 0
  }
  if (!isCommand(name)) {
    console.error(`Unknown command "${name}".\n\n${usage}`)
    return 2
  }
  if (args.some((arg) => HELP.includes(arg))) {
    console.log(usages[name])
    return 0
  }
  const run = await commands[name]()
  return run(args)
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}

async function readVersion(): Promise<string> {
  // As far from dist/cli as from src/cli. Not by new URL(…): a bundler would put the file's contents there.
  const file = join(dirname(fileURLToPath(import.meta.url)), '../../package.json')
  const { version } = JSON.parse(await readFile(file, 'utf8')) as { version: string } // our own file
  return version
}
