import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

const newest = (path: string): number => {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/**
 * Runs an npm script unless what it makes is there and newer than all that it is made from.
 * E2E_AS_BUILT=1 takes what is there, however old.
 */
export function ensureBuilt(script: string, product: string, sources: readonly string[]): void {
  const made = join(root, product)
  if (existsSync(made) && process.env.E2E_AS_BUILT) return
  const since = Math.max(...sources.map((source) => newest(join(root, source))))
  if (existsSync(made) && statSync(made).mtimeMs > since) return
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`npm run ${script} failed:\n${stdout}${stderr}`)
}
