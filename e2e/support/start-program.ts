import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'

export interface Program {
  /** The first address it printed. */
  readonly url: string
  stop(): Promise<void>
}

/** Starts a server program and waits for the address that it prints. */
export function startProgram(
  command: string,
  texts: readonly string[],
  { cwd, env }: { cwd: string; env?: Record<string, string> },
): Promise<Program> {
  const child = spawn(command, texts, {
    cwd,
    // Vite sets NODE_ENV while it builds; a program finds its own.
    env: { ...process.env, NODE_ENV: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // npm and Next.js start further processes; all of them end together.
    detached: true,
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
    await ended
  }
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk
      // Vite prints the port in bold.
      const url = stripVTControlCharacters(output).match(/http:\/\/(localhost|127\.0\.0\.1):\d+/)?.[0]
      if (url) resolve({ url: `${url}/`, stop })
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', reject)
    child.once('close', () => reject(new Error(`${command} ended before it named an address:\n${output}`)))
  })
}
