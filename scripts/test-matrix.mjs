/**
 * The proxy handler on every server and runtime that npm brings: `npm run test:matrix`, or `npm run test:matrix -- next bun` for some of
 * them. Each gets the packed package in a folder of its own (kept below the system's temporary one, so that a second run is fast), is
 * started, measured as a browser meets it, and ended. `--write` puts the table into docs/runtimes.md.
 */
import { execFileSync, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { tmpdir } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { measure } from '../test/matrix/measure.mjs'
import { ROUTE, SERVERS } from '../test/matrix/servers.mjs'
import { root as rootUrl } from './root.mjs'

const root = fileURLToPath(rootUrl)
/** Outside of node_modules: frameworks do not compile what lies in one. */
const CACHE = join(tmpdir(), 'modelrunner-react-matrix')
const START_PATIENCE_MS = 60_000
const BINARIES = {
  node20: 'node20/bin/node',
  node22: 'node22/bin/node',
  node24: 'node24/bin/node',
  bun: '@oven/bun-linux-x64/bin/bun',
  deno: '@deno/linux-x64-glibc/deno',
}
const COLUMNS = ['main job', 'first byte', 'abort', '10 MiB', 'errors']

const args = process.argv.slice(2)
const wanted = args.filter((arg) => !arg.startsWith('--')).map((arg) => arg.toLowerCase())
const names = Object.keys(SERVERS).filter(
  (name) => wanted.length === 0 || wanted.some((part) => name.toLowerCase().includes(part)),
)

if (!existsSync(join(root, 'dist/proxy/index.js'))) {
  console.error('There is no dist: run npm run build first.')
  process.exit(1)
}
mkdirSync(CACHE, { recursive: true })
const [{ filename }] = JSON.parse(
  execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', CACHE], {
    cwd: root,
    encoding: 'utf8',
  }),
)
const { createEmulator } = await import('../dist/emulator/index.js')

const table = new Map()
for (const name of names) {
  process.stderr.write(`${name} …\n`)
  table.set(name, await tryServer(SERVERS[name], join(CACHE, name.toLowerCase().replace(/\W+/g, '-'))))
}
const text = asTable(table)
console.log(text)
if (args.includes('--write')) {
  const page = join(root, 'docs/runtimes.md')
  const marks = /(<!-- matrix -->\n)[\s\S]*?(<!-- \/matrix -->)/
  writeFileSync(page, readFileSync(page, 'utf8').replace(marks, `$1\n${text}\n\n$2`))
}
process.exit([...table.values()].every((rows) => COLUMNS.every((column) => rows[column]?.ok)) ? 0 : 1)

async function tryServer(server, folder) {
  const emulator = createEmulator()
  const platform = await emulator.listen()
  let child
  try {
    install(server, folder)
    const env = { ...process.env, ...server.env, MATRIX_PLATFORM: platform.url, NODE_ENV: 'production' }
    if (server.build) run(server, server.build, folder, env)
    const port = await freePort()
    const [command, words] = commandOf(server, server.start, folder, port)
    child = spawn(command, words, {
      cwd: folder,
      env: { ...env, PORT: String(port), HOST: '127.0.0.1' },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let log = ''
    for (const pipe of [child.stdout, child.stderr]) pipe.on('data', (chunk) => (log += String(chunk)))
    const url = `http://127.0.0.1:${port}${ROUTE}`
    if (!(await answers(url, child))) throw new Error(`it does not answer\n${log}`)
    const rows = await measure(url, emulator, server.plain && url.replace(ROUTE, server.plain))
    if (COLUMNS.some((column) => !rows[column]?.ok)) process.stderr.write(`${log.slice(-4000)}\n`)
    return rows
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return { 'main job': { seen: 'did not start', ok: false } }
  } finally {
    try {
      if (child?.pid) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
    await platform.close()
    emulator.dispose()
  }
}

function install({ files, packages }, folder) {
  mkdirSync(folder, { recursive: true })
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    if (path !== 'package.json') writeFileSync(join(folder, path), `${content.trim()}\n`)
  }
  cpSync(join(root, 'test/matrix/handler.mjs'), join(folder, 'handler.mjs'))
  const own = files['package.json'] ? JSON.parse(files['package.json']) : {}
  const manifest = {
    private: true,
    ...own,
    dependencies: { ...packages, 'modelrunner-react': `file:${join(CACHE, filename)}` },
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2))
  const words = [
    'install',
    '--no-audit',
    '--no-fund',
    '--legacy-peer-deps',
    '--prefer-offline',
    '--loglevel=error',
  ]
  // A package of the same version may have other contents.
  execFileSync('npm', [...words, `file:${join(CACHE, filename)}`], { cwd: folder, stdio: 'inherit' })
}

function run(server, words, folder, env) {
  const [command, rest] = commandOf(server, words, folder, 0)
  execFileSync(command, rest, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

function commandOf({ runtime }, words, folder, port) {
  const binary = BINARIES[runtime]
  const command = binary ? join(folder, 'node_modules', binary) : process.execPath
  const before = runtime === 'deno' ? ['run', '-A'] : []
  return [command, [...before, ...words.map((word) => word.replace('$PORT', String(port)))]]
}

async function answers(url, child) {
  const until = performance.now() + START_PATIENCE_MS
  while (performance.now() < until && child.exitCode === null) {
    try {
      const { status } = await fetch(url)
      if (status === 400) return true
    } catch {
      // It is still starting.
    }
    await delay(100)
  }
  return false
}

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

function asTable(rows) {
  const lines = [...rows].map(
    ([name, row]) =>
      `| ${name} | ${COLUMNS.map((column) => `${row[column]?.ok ? '' : '✗ '}${row[column]?.seen ?? '–'}`).join(' | ')} |`,
  )
  return [`| server | ${COLUMNS.join(' | ')} |`, `| --- ${'| --- '.repeat(COLUMNS.length)}|`, ...lines].join(
    '\n',
  )
}
