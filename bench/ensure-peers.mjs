import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Installs what is compared with into bench/node_modules, by its own lock, where it is not there yet. */
export function ensurePeers() {
  const folder = fileURLToPath(new URL('.', import.meta.url))
  if (existsSync(`${folder}node_modules/.package-lock.json`)) return
  const npm = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', '--legacy-peer-deps']
  execFileSync('npm', npm, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] })
}
