/**
 * Runs every story and the main journeys in Firefox and WebKitGTK: `npm run test:engines`.
 * Debian's packages are installed where they are missing and may be (as root); `ENGINES=firefox` runs one engine alone.
 */
import { spawnSync } from 'node:child_process'
import { root } from './root.mjs'

const { requireNode } = await import('./require-node.mjs')
requireNode()
const { ensureInstalled } = await import('./ensure-installed.mjs')
ensureInstalled()

const PACKAGES = [
  'firefox-esr',
  'webkit2gtk-driver',
  'xvfb',
  'gstreamer1.0-plugins-good',
  'gstreamer1.0-libav',
  'fonts-dejavu-core',
]
const run = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
const has = (command) => run('which', [command], { stdio: 'ignore' }).status === 0

if (!['firefox-esr', 'WebKitWebDriver', 'Xvfb'].every(has)) {
  const args = ['install', '-y', '--no-install-recommends', ...PACKAGES]
  const isAllowed = process.getuid?.() === 0 && has('apt-get')
  if (!isAllowed || run('apt-get', args).status !== 0) {
    process.stderr.write(`Firefox ESR and WebKitGTK are needed. On Debian: apt-get ${args.join(' ')}\n`)
    process.exit(1)
  }
}
for (const script of ['build', 'build-storybook']) {
  const { status } = run('npm', ['run', '--silent', script], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) process.exit(1)
}
const { status } = run('npx', ['vitest', 'run', '--project', 'engines', ...process.argv.slice(2)])
process.exit(status ?? 1)
