#!/usr/bin/env node
import { commands } from './commands.js'
import { usage } from './usage.js'

/** `npx modelrunner-react <command>`. The exit code is the command's; 2 for a command that does not exist. */
const [name, ...args] = process.argv.slice(2)
const load = name === undefined ? undefined : commands[name]

if (load) {
  const run = await load()
  process.exitCode = await run(args)
} else {
  const isAskingForHelp = name === undefined || name === '--help' || name === '-h' || name === 'help'
  if (isAskingForHelp) console.log(usage)
  else console.error(`Unknown command "${name}".\n\n${usage}`)
  process.exitCode = isAskingForHelp ? 0 : 2
}
