import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const INSTALL = [
  'install',
  '--no-audit',
  '--no-fund',
  '--legacy-peer-deps',
  '--prefer-offline',
  '--loglevel=error',
]

/**
 * Writes an app of the matrix into its folder and installs what it needs: `packages` from npm, and the packed package.
 *
 * @param {{ files: Record<string, string>, packages: Record<string, string> }} app
 * @param {string} folder
 * @param {string} tarball
 */
export function installApp({ files, packages }, folder, tarball) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${content.trim()}\n`)
  }
  const own = files['package.json'] ? JSON.parse(files['package.json']) : {}
  const manifest = {
    private: true,
    ...own,
    dependencies: { ...packages, 'modelrunner-react': `file:${tarball}` },
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2))
  // A package of the same version may have other contents.
  execFileSync('npm', [...INSTALL, `file:${tarball}`], { cwd: folder, stdio: 'inherit' })
}

/**
 * Installs packages alone.
 *
 * @param {Record<string, string>} packages
 * @param {string} folder
 */
export function installPackages(packages, folder) {
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies: packages }, null, 2),
  )
  execFileSync('npm', INSTALL, { cwd: folder, stdio: 'inherit' })
}
