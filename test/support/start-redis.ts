import { spawn, spawnSync } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'

export interface RedisServer {
  url: string
  port: number
  /** Ends it like a crash: nothing is saved. */
  kill(): Promise<void>
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>
}

/** A real Redis of this test file's own, without persistence. Installs Debian's package where there is none. */
export async function startRedis(): Promise<RedisServer> {
  const command = findRedis()
  const port = await freePort()
  let stop = async () => {}
  const start = async () => {
    const child = spawn(command, ['--port', String(port), '--save', '', '--appendonly', 'no'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    stop = async () => {
      child.kill('SIGKILL')
      await ended
    }
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject)
      child.stdout.on('data', (text: Buffer) => {
        if (text.includes('Ready to accept connections')) resolve()
      })
    })
  }
  await start()
  return { url: `redis://127.0.0.1:${port}`, port, kill: () => stop(), restart: start }
}

function findRedis(): string {
  const has = (name: string) => !spawnSync(name, ['--version'], { stdio: 'ignore' }).error
  for (const name of ['redis-server', 'valkey-server']) if (has(name)) return name
  if (process.getuid?.() === 0 && has('apt-get')) {
    const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
    spawnSync('apt-get', ['update', '-qq'], options)
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], options)
    if (has('redis-server')) return 'redis-server'
  }
  throw new Error(
    'These tests need a Redis server, and none was found. Install one and run them again: sudo apt-get install -y redis-server',
  )
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server has no other kind of address
  await new Promise((resolve) => server.close(resolve))
  return port
}
