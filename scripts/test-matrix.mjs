/**
 * The proxy handler on every server and runtime that npm brings, every bundler that must refuse it, and the lowest TanStack Query:
 * `npm run test:matrix`, or `npm run test:matrix -- next bun` for some of them, `-- servers`, `-- bundlers` or `-- peers` for one kind. Each gets the packed package in a folder
 * of its own (kept below the system's temporary one, so that a second run is fast). A server is started, measured as a browser meets it,
 * and ended. `--write` puts the rows into the tables of docs/runtimes.md.
 */
import { execFileSync, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { BUNDLERS, SERVER_ENTRIES, tryBundler } from '../test/matrix/bundlers.mjs'
import { installApp } from '../test/matrix/install.mjs'
import { tryLowestQuery } from '../test/matrix/lowest-peer.mjs'
import { measure } from '../test/matrix/measure.mjs'
import { ROUTE, SERVERS } from '../test/matrix/servers.mjs'
import { root as rootUrl } from './root.mjs'
import { writeRows } from './write-rows.mjs'

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

const { peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const PEERS = {
  [`TanStack Query ${peerDependencies['@tanstack/react-query'].replace('^', '')}`]:
    peerDependencies['@tanstack/react-query'],
}

const args = process.argv.slice(2)
const wanted = args.filter((arg) => !arg.startsWith('--')).map((arg) => arg.toLowerCase())
const chosen = (kind, all) =>
  Object.keys(all).filter(
    (name) =>
      wanted.length === 0 || wanted.some((part) => part === kind || name.toLowerCase().includes(part)),
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

const tables = [
  await fill('matrix', 'server', COLUMNS, chosen('servers', SERVERS), (name, folder) =>
    tryServer(SERVERS[name], folder),
  ),
  await fill(
    'bundlers',
    'bundler',
    [...SERVER_ENTRIES, 'none'],
    chosen('bundlers', BUNDLERS),
    (name, folder) => {
      installApp(BUNDLERS[name], folder, join(CACHE, filename))
      const row = tryBundler(BUNDLERS[name], folder)
      const bad = Object.values(row).find(({ ok }) => !ok)
      if (bad) process.stderr.write(`${bad.log.slice(-4000)}\n`)
      return row
    },
  ),
  await fill('peers', 'peer', ['tests'], chosen('peers', PEERS), (name, folder) => {
    const row = tryLowestQuery(PEERS[name], folder, root)
    if (!row.tests.ok) process.stderr.write(`${row.log.slice(-4000)}\n`)
    return row
  }),
]
process.exit(tables.every((isGood) => isGood) ? 0 : 1)

/** Tries each of `names`, prints the table and, where asked to, writes it to its mark in the docs. */
async function fill(mark, title, columns, names, attempt) {
  if (names.length === 0) return true
  const rows = new Map()
  for (const name of names) {
    process.stderr.write(`${name} …\n`)
    const folder = join(CACHE, `${mark}-${name.toLowerCase().replace(/\W+/g, '-')}`)
    mkdirSync(folder, { recursive: true })
    rows.set(name, await attempt(name, folder))
  }
  const text = asTable(title, columns, rows)
  console.log(text)
  if (args.includes('--write')) writeRows('docs/runtimes.md', mark, text)
  return [...rows.values()].every((row) => columns.every((column) => row[column]?.ok))
}

async function tryServer(server, folder) {
  const emulator = createEmulator()
  const platform = await emulator.listen()
  let child
  try {
    cpSync(join(root, 'test/matrix/handler.mjs'), join(folder, 'handler.mjs'))
    installApp(server, folder, join(CACHE, filename))
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

function asTable(title, columns, rows) {
  const lines = [...rows].map(
    ([name, row]) =>
      `| ${name} | ${columns.map((column) => `${row[column]?.ok ? '' : '✗ '}${row[column]?.seen ?? '–'}`).join(' | ')} |`,
  )
  return [
    `| ${title} | ${columns.join(' | ')} |`,
    `| --- ${'| --- '.repeat(columns.length)}|`,
    ...lines,
  ].join('\n')
}
