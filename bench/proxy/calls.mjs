import { fork } from 'node:child_process'
import { Agent, get, request } from 'node:http'
import { fileURLToPath } from 'node:url'

const KEY = 'mr_bench_key_0123456789'

/** One server process: `proxy`, `shared` (a proxy with the Redis of REDIS_URL) or `pass-through`. */
export async function startServer(kind, platformUrl, env = {}) {
  const child = fork(fileURLToPath(new URL('server.mjs', import.meta.url)), [kind, platformUrl, KEY], {
    execArgv: ['--expose-gc'],
    env: { ...process.env, ...env },
  })
  const ask = (what) =>
    new Promise((resolve) => {
      child.once('message', resolve)
      child.send(what)
    })
  const port = await new Promise((resolve) => child.once('message', resolve))
  return { port, ask, end: () => child.kill('SIGKILL') }
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
const headersOf = (target, user) => ({ 'x-user': user, 'x-modelrunner-target-url': target })

/** One browser. Reads when each update was sent. */
export function openStream(port, platformUrl, user, latencies) {
  return new Promise((resolve, reject) => {
    const target = `${platformUrl}/queue/requests/stream`
    const outgoing = get(
      { port, host: '127.0.0.1', headers: headersOf(target, user), agent: false },
      (incoming) => {
        incoming.once('data', () => resolve(outgoing))
        incoming.on('data', (chunk) => {
          const now = performance.timeOrigin + performance.now()
          for (const [, sentAt] of String(chunk).matchAll(/"sentAt":([\d.]+)/g))
            latencies.push(now - Number(sentAt))
        })
        incoming.on('error', () => undefined)
      },
    )
    outgoing.on('error', reject)
  })
}

export function submit(port, platformUrl, user, clientId) {
  const metadata = clientId && { mr_client_id: clientId }
  return callOnce(port, `${platformUrl}/queue/owner/alias`, user, JSON.stringify({ prompt: user, metadata }))
}

export function callOnce(port, target, user, body) {
  return new Promise((resolve, reject) => {
    const method = body ? 'POST' : 'GET'
    const options = { port, host: '127.0.0.1', agent, method, headers: headersOf(target, user) }
    const outgoing = request(options, (incoming) => {
      incoming.resume()
      incoming.once('end', () => resolve(incoming.statusCode))
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(1))
}
