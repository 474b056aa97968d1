import { execFile } from 'node:child_process'
import { join } from 'node:path'

/** Runs one of the benches that need Chromium and gives what it printed. */
export function runPlaywright(
  config: string,
  more: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const cwd = join(import.meta.dirname, '..')
  const own = { ...process.env, ...env }
  // Playwright builds its pages itself, for production.
  Reflect.deleteProperty(own, 'NODE_ENV')
  return new Promise((resolve, reject) => {
    execFile(
      'npx',
      ['playwright', 'test', '-c', config, ...more],
      { cwd, env: own, maxBuffer: 10_000_000 },
      (error, stdout) => {
        if (error) reject(new Error(stdout.slice(-600) || error.message))
        else resolve(stdout)
      },
    )
  })
}
