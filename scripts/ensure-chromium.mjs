import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from './find-chromium.mjs'

/** A Chromium that exists: one that is there, else Debian's package where apt and the rights for it exist. Returns its path, or undefined after saying what to do. */
export function ensureChromium() {
  const found = findChromium()
  if (found && existsSync(found)) return found
  if (process.env.CHROMIUM_PATH) {
    process.stderr.write(`CHROMIUM_PATH names ${found}, which does not exist.\n`)
    return undefined
  }
  if (isRoot() && has('apt-get')) {
    process.stdout.write('No Chromium found: installing the system package …\n')
    run('apt-get', ['update', '-qq'])
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
    const installed = findChromium()
    if (installed) return installed
  }
  process.stderr.write(
    'The browser tests need a Chromium, and none was found. Install one and run this command again:\n' +
      (process.platform === 'linux' && has('apt-get')
        ? '  sudo apt-get install -y chromium\n'
        : '  npx playwright install chromium\n') +
      'or name the one you have:\n  CHROMIUM_PATH=/path/to/chromium npm test\n',
  )
  return undefined
}

function isRoot() {
  return process.getuid?.() === 0
}

function has(command) {
  return !spawnSync(command, ['--version'], { stdio: 'ignore' }).error
}

function run(command, words) {
  spawnSync(command, words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
