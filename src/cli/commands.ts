/** Runs a command with its arguments and gives the exit code. */
export type Command = (args: readonly string[]) => Promise<number>

/** The commands by name. Each is loaded when it is called, so that none pays for the others. */
export const commands = {
  doctor: async () => (await import('./doctor.js')).doctorCommand,
  emulator: async () => (await import('./emulator.js')).emulatorCommand,
  types: async () => (await import('./types.js')).typesCommand,
} satisfies Record<string, () => Promise<Command>>

export type CommandName = keyof typeof commands
