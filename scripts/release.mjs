/**
 * `npm run release`: publishes the version in package.json with provenance. Runs in the release workflow, where npm can
 * prove which commit was built. `--dry-run` does everything but the upload.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { root } from './root.mjs'

const cwd = fileURLToPath(root)
const dryRun = process.argv.includes('--dry-run')
const run = (command, ...words) => execFileSync(command, words, { cwd, encoding: 'utf8' }).trim()
const stop = (why) => {
  process.stderr.write(`Not released: ${why}\n`)
  process.exit(1)
}

const { name, version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
if (run('git', 'status', '--porcelain') !== '') stop('the working tree has changes. Commit them first.')
if (!readFileSync(new URL('CHANGELOG.md', root), 'utf8').includes(`\n## ${version}\n`)) {
  stop(`CHANGELOG.md has no entry for ${version}. Run: npx changeset version`)
}
if (!dryRun && published().includes(version)) stop(`${name}@${version} is published already.`)

run('npm', 'run', 'build')
const words = dryRun ? ['--dry-run'] : ['--provenance']
execFileSync('npm', ['publish', '--access', 'public', ...words], { cwd, stdio: 'inherit' })

function published() {
  try {
    return [JSON.parse(run('npm', 'view', name, 'versions', '--json'))].flat()
  } catch {
    // The first version: the registry does not know the name yet.
    return []
  }
}
