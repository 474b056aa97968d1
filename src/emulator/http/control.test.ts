import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../emulator.js'
import { createEmulator } from '../index.js'

let emulator: Emulator
beforeEach(() => {
  emulator = createEmulator()
})
afterEach(() => emulator.dispose())

const URL = 'http://127.0.0.1:4000/control'
const ask = (init: RequestInit = {}, url = URL) => emulator.fetch(new Request(url, init))
const change = (body: unknown) => ask({ method: 'PATCH', body: JSON.stringify(body) })
const balance = async () =>
  (
    await emulator.fetch(
      new Request(`${emulator.hosts.rest}/billing/balance`, { headers: { authorization: 'Key k' } }),
    )
  ).status

describe('a tool beside the app', () => {
  it('switches a fault on and off by its name and sees how often it happened', async () => {
    emulator.set({ faults: [{ route: 'list', status: 500 }] })
    await change({ arm: [{ route: 'balance', status: 503 }] })
    expect(await balance()).toBe(503)
    expect(await (await ask()).json()).toEqual({
      emulator: 'modelrunner-react',
      faults: ['list:500', 'balance:503'],
      counts: { 'balance:503': 1 },
      latencyMs: 0,
    })
    await change({ disarm: ['balance:503'] })
    expect(await balance()).toBe(200)
    expect(await (await ask()).json()).toMatchObject({ faults: ['list:500'] })
  })

  it('reaches it whatever faults are armed, leaves no line in the log, and survives a reset', async () => {
    await change({ arm: [{ route: '*', cut: 'before' }], latencyMs: 60_000 })
    expect((await ask()).status).toBe(200)
    expect(emulator.log).toEqual([])
    emulator.reset()
    expect(await (await ask()).json()).toMatchObject({ faults: [], latencyMs: 0 })
  })

  it('gets an error that lists what it may send, and nothing changes', async () => {
    for (const body of [{ arm: 'all' }, { arm: [{}] }, { disarm: [1] }, { latencyMs: -1 }, null]) {
      const answer = await change(body)
      expect(answer.status).toBe(400)
    }
    expect((await ask({ method: 'DELETE' })).status).toBe(405)
    expect(await (await ask()).json()).toMatchObject({ faults: [], latencyMs: 0 })
  })

  it('is let in from pages on this machine alone', async () => {
    for (const origin of ['http://localhost:5173', 'http://127.0.0.1:3000']) {
      const answer = await ask({ headers: { origin } })
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    }
    for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'null']) {
      const answer = await ask({ method: 'PATCH', headers: { origin }, body: '{"latencyMs":1}' })
      expect(answer.status).toBe(403)
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
    const preflight = await ask({ method: 'OPTIONS', headers: { origin: 'http://localhost:5173' } })
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH')
  })
})
