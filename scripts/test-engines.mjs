/**
 * Runs every story and the main journeys in Chromium, Firefox and WebKitGTK and prints a table: `npm run test:engines`.
 * Debian's packages are installed where they are missing and may be (as root); `ENGINES=firefox` runs one engine alone;
 * `--write` puts the table into docs/versioning.md; other words go to vitest.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { root } from './root.mjs'
import { writeRows } from './write-rows.mjs'

const { requireNode } = await import('./require-node.mjs')
requireNode()
const { ensureInstalled } = await import('./ensure-installed.mjs')
ensureInstalled()
const { ensureChromium } = await import('./ensure-chromium.mjs')

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

if (!ensureChromium()) process.exit(1)
if (!['firefox-esr', 'WebKitWebDriver', 'Xvfb'].every(has)) {
  const args = ['install', '-y', '--no-install-recommends', ...PACKAGES]
  const isAllowed = process.getuid?.() === 0 && has('apt-get')
  // A new machine has no list of packages yet.
  if (isAllowed) run('apt-get', ['update', '-qq'])
  if (!isAllowed || run('apt-get', args).status !== 0) {
    process.stderr.write(`Firefox ESR and WebKitGTK are needed. On Debian: apt-get ${args.join(' ')}\n`)
    process.exit(1)
  }
}
for (const script of ['build', 'build-storybook']) {
  const { status } = run('npm', ['run', '--silent', script], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) process.exit(1)
}

const words = process.argv.slice(2)
const report = join(mkdtempSync(join(tmpdir(), 'modelrunner-react-engines-')), 'report.json')
const { status } = run('npx', [
  'vitest',
  'run',
  '--project',
  'engines',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...words.filter((word) => word !== '--write'),
])
const table = asTable(JSON.parse(readFileSync(report, 'utf8')).testResults)
process.stdout.write(`${table}\n`)
if (words.includes('--write')) writeRows('docs/versioning.md', 'engines', table)
process.exit(status ?? 1)

/** One row an engine: what passed of what was run. */
function asTable(files) {
  const counts = new Map()
  for (const { name, assertionResults } of files) {
    const column = basename(name, '.test.ts')
    for (const { ancestorTitles, status: outcome, meta } of assertionResults) {
      if (outcome === 'skipped') continue
      const engine = ancestorTitles[0]
      const row = counts.get(engine) ?? {}
      const cell = (row[column] ??= { passed: 0, all: 0 })
      cell.all += 1
      if (outcome === 'passed') cell.passed += 1
      row.version ??= meta?.version
      counts.set(engine, row)
    }
  }
  const cell = (count) => (count ? `${count.passed} of ${count.all}` : '–')
  return [
    '| engine | version | stories | journeys |',
    '| --- | --- | --- | --- |',
    ...[...counts].map(
      ([engine, { version, stories, journeys }]) =>
        `| ${engine} | ${version ?? '–'} | ${cell(stories)} | ${cell(journeys)} |`,
    ),
  ].join('\n')
}
