import { execFileSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Entries that only a server may load. */
export const SERVER_ENTRIES = ['proxy', 'redis', 'webhooks']

const PAGE = 'page.js'

const WEBPACK = `
import { fileURLToPath } from 'node:url'
export default {
  mode: 'production', entry: './${PAGE}', devtool: false, performance: { hints: false },
  output: { path: fileURLToPath(new URL('dist', import.meta.url)) },
}`

const ROLLUP = `
import nodeResolve from '@rollup/plugin-node-resolve'
export default { input: '${PAGE}', output: { dir: 'dist', format: 'es' }, plugins: [nodeResolve({ browser: true })] }`

const VITE = `
export default { build: { lib: { entry: '${PAGE}', formats: ['es'], fileName: 'page' } } }`

const LAYOUT = `export default function Layout({ children }) { return <html><body>{children}</body></html> }`
const NEXT_PAGE = `
'use client'
import { shown } from '../${PAGE}'
export default function Page() { return <p>{String(shown)}</p> }`

const next = (...words) => ({
  files: { 'package.json': '{ "type": "module" }', 'app/layout.jsx': LAYOUT, 'app/page.jsx': NEXT_PAGE },
  build: ['node_modules/next/dist/bin/next', 'build', ...words],
  built: '.next/BUILD_ID',
  packages: { next: '16', react: '19', 'react-dom': '19' },
})

/** Each bundler: an app whose page.js is the client code, how it is built, and a file that only a finished build leaves. */
export const BUNDLERS = {
  Vite: {
    files: { 'package.json': '{ "type": "module" }', 'vite.config.js': VITE },
    build: ['node_modules/vite/bin/vite.js', 'build', '--minify', 'false'],
    built: 'dist/page.js',
    packages: { vite: '8.3.8' },
  },
  webpack: {
    files: { 'package.json': '{ "type": "module" }', 'webpack.config.js': WEBPACK },
    build: ['node_modules/webpack/bin/webpack.js', '--config', 'webpack.config.js'],
    built: 'dist/main.js',
    packages: { webpack: '5', 'webpack-cli': '6' },
  },
  Rollup: {
    files: { 'package.json': '{ "type": "module" }', 'rollup.config.js': ROLLUP },
    build: ['node_modules/rollup/dist/bin/rollup', '-c', 'rollup.config.js'],
    built: 'dist/page.js',
    packages: { rollup: '4', '@rollup/plugin-node-resolve': '16' },
  },
  esbuild: {
    files: {
      'package.json': '{ "type": "module" }',
      'build.js': `
import { build } from 'esbuild'
await build({ entryPoints: ['${PAGE}'], bundle: true, format: 'esm', outdir: 'dist' })`,
    },
    build: ['build.js'],
    built: 'dist/page.js',
    packages: { esbuild: '0.28.2' },
  },
  'Next.js (Turbopack)': next(),
  'Next.js (webpack)': next('--webpack'),
}

/**
 * Builds client code that imports each server entry, and client code that imports none. Each cell: what was seen, and whether it is
 * right: the first must fail with the reason, the last must be built.
 */
export function tryBundler(bundler, folder) {
  const row = {}
  for (const entry of SERVER_ENTRIES) {
    const code = `import * as server from 'modelrunner-react/${entry}'\nexport const shown = Object.keys(server)\nconsole.log(shown)\n`
    const { isBuilt, log } = buildPage(bundler, folder, code)
    const saysWhy = log.includes(`modelrunner-react-${entry}-is-server-code`)
    const seen = saysWhy ? 'fails, says why' : 'fails otherwise'
    row[entry] = { seen: isBuilt ? 'was built' : seen, ok: !isBuilt && saysWhy, log }
  }
  const { isBuilt, log } = buildPage(bundler, folder, `export const shown = 'nothing'\nconsole.log(shown)\n`)
  row['none'] = { seen: isBuilt ? 'built' : 'failed', ok: isBuilt, log }
  return row
}

function buildPage({ build, built }, folder, code) {
  writeFileSync(join(folder, PAGE), code)
  rmSync(join(folder, built), { force: true })
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' }
  let log
  try {
    log = execFileSync(process.execPath, build, {
      cwd: folder,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  } catch (error) {
    log = `${error.stdout}${error.stderr}`
  }
  return { isBuilt: existsSync(join(folder, built)), log }
}
