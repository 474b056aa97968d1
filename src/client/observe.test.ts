import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emulatorFetch } from '../../test/support/emulator-fetch.js'
import { createEmulator, type Emulator } from '../emulator/index.js'
import type { CallEvent, ClientEvent } from './client-event.js'
import type { ClientOptions } from './config.js'
import { createModelRunnerClient } from './create-client.js'
import type { ModelRunnerClient } from './model-runner-client.js'

const until = (check: () => void) => vi.waitFor(check, { interval: 5 })

let emulator: Emulator
const clients: ModelRunnerClient[] = []

beforeEach(() => {
  localStorage.clear()
  emulator = createEmulator()
})
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
  emulator.dispose()
})

function open(options: Partial<ClientOptions> = {}) {
  const client = createModelRunnerClient({
    proxyUrl: '/proxy',
    hosts: emulator.hosts,
    fetch: emulatorFetch(emulator),
    retry: { baseMs: 1 },
    ...options,
  })
  clients.push(client)
  const events: ClientEvent[] = []
  const stop = client.observe((event) => events.push(event))
  const calls = (path: string) =>
    events.filter((event): event is CallEvent => event.type === 'call' && event.call.path === path)
  return { client, calls, events, stop }
}
const BALANCE = { host: 'rest', path: '/billing/balance' } as const

describe('a tool that observes a client', () => {
  it('sees each call leave and end, retries too, with answer or error', async () => {
    emulator.set({ faults: [{ route: 'balance', times: 1, status: 503 }] })
    const { client, calls } = open()
    await client.transport.call(BALANCE)
    await until(() => expect(calls(BALANCE.path)).toHaveLength(4))
    const [first, failed, second, answered] = calls(BALANCE.path)
    expect(first).not.toHaveProperty('error')
    expect(failed?.error).toMatchObject({ kind: 'server', status: 503 })
    expect(failed?.at).toBe(first?.at)
    expect(second?.call).toBe(first?.call)
    expect(answered).toMatchObject({ status: 200, answer: { currency: 'USD' } })
  })

  it('sees the stream answered, or refused with the reason', async () => {
    const { client, calls } = open()
    const release = client.tracker.hold()
    await until(() => expect(calls('/requests/stream').map(({ status }) => status)).toEqual([undefined, 200]))
    release()
    emulator.set({ faults: [{ route: 'stream', status: 404 }] })
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const refused = open({ userKey: 'other' })
    refused.client.tracker.hold()
    await until(() => expect(refused.calls('/requests/stream')[1]?.error?.status).toBe(404))
  })

  it('cannot break what it watches, and sees nothing more once it stopped', async () => {
    const failures: unknown[] = []
    const onFailure = (reason: unknown) => failures.push(reason)
    process.on('unhandledRejection', onFailure)
    const { client, events, stop } = open()
    client.observe(() => {
      throw new Error('the tool’s own')
    })
    stop()
    await expect(client.transport.call(BALANCE)).resolves.toMatchObject({ currency: 'USD' })
    await until(() => expect(failures).toHaveLength(2))
    process.off('unhandledRejection', onFailure)
    expect(events).toEqual([])
  })

  it('finds what is stored for this user alone, with the time it was stored', async () => {
    const run = { at: 5, clientId: 'x' }
    const [anna, ben] = [open({ userKey: 'anna' }), open({ userKey: 'ben' })]
    const key = (client: ModelRunnerClient) =>
      `modelrunner:run:${JSON.stringify([client.config.scope, 'a/b', 'k'])}`
    localStorage.setItem(key(anna.client), JSON.stringify(run))
    localStorage.setItem(key(ben.client), JSON.stringify(run))
    localStorage.setItem(`modelrunner:chat:${anna.client.config.scope}:k`, 'no JSON')
    localStorage.setItem('theirs', '1')
    const { records, streamHolder } = await anna.client.inspect()
    expect(streamHolder).toBe('unknown')
    expect(records.map(({ kind, at }) => [kind, at]).sort()).toEqual([
      ['chat', undefined],
      ['run', 5],
    ])
    await anna.client.clear()
    expect((await anna.client.inspect()).records).toEqual([])
    expect((await ben.client.inspect()).records).toHaveLength(1)
  })
})
