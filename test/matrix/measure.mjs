import { setTimeout as delay } from 'node:timers/promises'

const TARGET = 'x-modelrunner-target-url'
/** Above the platform's heartbeat: what notices a reader that has left only when it writes does so by then. */
const PATIENCE_MS = 30_000
const MEBIBYTE = 1024 * 1024

/** Limits of the matrix, ms. */
export const FIRST_BYTE_MS = 700
export const ABORT_MS = 1_000

/**
 * What a browser needs of the handler at `url`, in front of the emulator. Each row: what was seen, and whether it is enough.
 *
 * @param {string} url
 * @param {import('modelrunner-react/emulator').Emulator} emulator
 * @param {string} [plainUrl] the same stream without the handler, where the runtime itself is slow to end one
 */
export async function measure(url, emulator, plainUrl) {
  const { queue, rest } = emulator.hosts
  const call = (target, init = {}) =>
    fetch(url, {
      ...init,
      headers: { 'content-type': 'application/json', ...init.headers, [TARGET]: target },
    })
  const submit = (endpoint, input) =>
    call(`${queue}/${endpoint}`, { method: 'POST', body: JSON.stringify(input) })

  const rows = {}
  const attempt = async (name, work) => {
    try {
      rows[name] = await work()
    } catch (error) {
      rows[name] = { seen: error instanceof Error ? error.message : String(error), ok: false }
    }
  }

  await attempt('main job', async () => {
    const leaving = new AbortController()
    const stream = await call(`${queue}/requests/stream`, { signal: leaving.signal })
    const id = (await (await submit('bytedance/sdxl-lightning-4step', { prompt: 'a fox' })).json()).request_id
    const event = await readUntil(stream.body, (text) => text.includes(id) && text.includes('"COMPLETED"'))
    leaving.abort()
    const result = await call(`${queue}/bytedance/sdxl-lightning-4step/requests/${id}`)
    const { output, billingStatus } = await result.json()
    const ok = event && result.status === 200 && Boolean(output) && billingStatus === 'charged'
    return { seen: ok ? 'ok' : `${result.status}, ${billingStatus}`, ok }
  })

  await attempt('first byte', async () => {
    // The best of three: what the machine does meanwhile is not the server's.
    const times = []
    for (let time = 0; time < 3; time += 1) {
      const leaving = new AbortController()
      const startedAt = performance.now()
      const stream = await call(`${queue}/requests/stream`, { signal: leaving.signal })
      await readUntil(stream.body, () => true)
      times.push(performance.now() - startedAt)
      leaving.abort()
    }
    const ms = Math.round(Math.min(...times))
    return { seen: `${ms} ms`, ok: ms < FIRST_BYTE_MS }
  })

  await attempt('abort', async () => {
    const ms = await untilEnded(emulator, (signal) => call(`${queue}/requests/stream`, { signal }))
    if (ms < ABORT_MS || !plainUrl) return { seen: shownMs(ms), ok: ms < ABORT_MS }
    // No faster than the runtime: then it is the runtime's figure.
    const plainMs = await untilEnded(emulator, (signal) => fetch(plainUrl, { signal }))
    return { seen: `${shownMs(ms)}; a plain pass-through: ${shownMs(plainMs)}`, ok: ms <= plainMs + ABORT_MS }
  })

  await attempt('10 MiB', async () => {
    const whole = await submit('test/echo', { prompt: 'x'.repeat(10 * MEBIBYTE - 1024) })
    const initiated = await call(`${rest}/storage/upload/initiate`, {
      method: 'POST',
      body: JSON.stringify({ file_name: 'a.bin', content_type: 'application/octet-stream', relay: true }),
    })
    const { relay_upload_url: relay } = await initiated.json()
    const put = await fetch(relay, {
      method: 'PUT',
      body: new Uint8Array(10 * MEBIBYTE),
      headers: { 'content-type': 'application/octet-stream' },
    })
    const tooLarge = await submit('test/echo', { prompt: 'x'.repeat(10 * MEBIBYTE + 1024) }).then(
      ({ status }) => status,
      // A server may close the connection on a body that it does not read.
      () => 'cut off',
    )
    const ok = whole.status === 201 && (tooLarge === 413 || tooLarge === 'cut off') && put.ok
    return {
      seen: ok ? `ok, above: ${tooLarge}` : `${whole.status}, above: ${tooLarge}, relay: ${put.status}`,
      ok,
    }
  })

  await attempt('errors', async () => {
    const answers = [
      [402, await submit('test/insufficient-balance', {})],
      [429, await submit('test/rate-limited', {})],
      [400, await submit('test/validation', {})],
      [404, await call(`${queue}/requests/unknown-000000000000`)],
      [404, await call(`${queue}/requests/unknown-000000000000/payloads`, { method: 'DELETE', body: '{}' })],
      [
        404,
        await call(`${queue}/requests/unknown-000000000000/visibility`, {
          method: 'PATCH',
          body: '{"public":false}',
        }),
      ],
      [403, await call(`${rest}/webhooks/default/secret`)],
    ]
    const wrong = answers.filter(([wanted, { status }]) => status !== wanted)
    return {
      seen:
        wrong.length === 0 ? 'ok' : wrong.map(([wanted, { status }]) => `${status} for ${wanted}`).join(', '),
      ok: wrong.length === 0,
    }
  })
  return rows
}

/** How long after the reader has left the stream upstream ends, ms; Infinity where it does not. */
async function untilEnded(emulator, open) {
  await waitUntil(() => emulator.streams().open === 0)
  const leaving = new AbortController()
  const stream = await open(leaving.signal)
  await readUntil(stream.body, () => true)
  const startedAt = performance.now()
  leaving.abort()
  const ended = await waitUntil(() => emulator.streams().open === 0)
  return ended ? Math.round(performance.now() - startedAt) : Infinity
}

const shownMs = (ms) => (ms === Infinity ? `open after ${PATIENCE_MS / 1000} s` : `${ms} ms`)

async function readUntil(body, isEnough) {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const late = delay(PATIENCE_MS, 'late', { ref: false })
  let text = ''
  for (;;) {
    const read = await Promise.race([reader.read(), late])
    if (read === 'late') throw new Error(`nothing within ${PATIENCE_MS / 1000} s`)
    if (read.done) throw new Error('the stream ended')
    text += decoder.decode(read.value, { stream: true })
    if (isEnough(text)) return true
  }
}

async function waitUntil(isTrue) {
  const until = performance.now() + PATIENCE_MS
  while (!isTrue()) {
    if (performance.now() > until) return false
    await delay(10)
  }
  return true
}
