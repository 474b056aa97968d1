import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { root } from './root.mjs'

/**
 * Installs the packages of the lockfile where they are missing or others than it names.
 * It compares contents, not times: a fresh checkout gives every file a new time.
 */
export function ensureInstalled() {
  const reason = missing()
  if (!reason) return
  process.stdout.write(`${reason}: running npm ci …\n`)
  const { status } = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    process.stderr.write('npm ci failed (see above). Mend that, then run this command again.\n')
    process.exit(status ?? 1)
  }
}

function missing() {
  const installed = new URL('node_modules/.package-lock.json', root)
  if (!existsSync(installed)) return 'No packages are installed yet'
  const has = packagesOf(installed)
  const wanted = Object.entries(packagesOf(new URL('package-lock.json', root)))
  const stale = wanted.find(
    ([path, { version, optional, devOptional, peer, link }]) =>
      path !== '' && !optional && !devOptional && !peer && !link && has[path]?.version !== version,
  )
  return stale ? `${stale[0].replace(/^node_modules\//, '')} is not the version of the lockfile` : undefined
}

/** @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }>} */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}
