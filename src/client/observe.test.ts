import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emulatorFetch } from '../../test/support/emulator-fetch.js'
import { createEmulator, type Emulator } from '../emulator/index.js'
import type { CallEvent, ClientEvent } from './client-event.js'
import type { ClientOptions } from './config.js'
import { createClient } from './create-client.js'
import type { Client } from './client.js'
import { createLive } from './live/create-live.js'

const until = (check: () => void) => vi.waitFor(check, { interval: 5 })

let emulator: Emulator
const clients: Client[] = []

beforeEach(() => {
  localStorage.clear()
  emulator = createEmulator()
})
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
  emulator.dispose()
})

function open(options: Partial<ClientOptions> = {}) {
  const client = createClient({
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
    const release = client.use(createLive).tracker.hold()
    await until(() => expect(calls('/requests/stream').map(({ status }) => status)).toEqual([undefined, 200]))
    release()
    emulator.set({ faults: [{ route: 'stream', status: 404 }] })
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const refused = open({ userKey: 'other' })
    refused.client.use(createLive).tracker.hold()
    await until(() => expect(refused.calls('/requests/stream')[1]?.error?.status).toBe(404))
  })

  it('sees the connection, first and whenever it changes, and each request as it comes', async () => {
    const { client, events } = open()
    const release = client.use(createLive).tracker.hold()
    const states = () => events.flatMap((event) => (event.type === 'connection' ? [event.state.state] : []))
    await until(() => expect(states()).toEqual(['idle', 'connecting', 'live']))
    const submitting = client.runs.submit('test/echo', { text: 'hello' })
    const items = () => events.flatMap((event) => (event.type === 'request' ? [event.item] : []))
    await until(() => expect(items().some(({ status }) => status === 'COMPLETED')).toBe(true))
    expect(new Set(items().map(({ id }) => id))).toEqual(new Set([submitting.store.getState().requestId]))
    release()
  })

  it('cannot break what it watches, and sees nothing more once it stopped', async () => {
    const failures: unknown[] = []
    const onFailure = (reason: unknown) => failures.push(reason)
    process.on('unhandledRejection', onFailure)
    const { client, events, stop } = open()
    const stopTool = client.observe(() => {
      throw new Error('the tool’s own')
    })
    stop()
    await expect(client.transport.call(BALANCE)).resolves.toMatchObject({ currency: 'USD' })
    // The state of the connection, and the call as it leaves and ends.
    await until(() => expect(failures).toHaveLength(3))
    stopTool()
    process.off('unhandledRejection', onFailure)
    expect(events.filter(({ type }) => type !== 'connection')).toEqual([])
  })

  it('finds what is stored for this user alone, with the time it was stored', async () => {
    const run = { at: 5, clientId: 'x' }
    const [anna, ben] = [open({ userKey: 'anna' }), open({ userKey: 'ben' })]
    const key = (client: Client) => `modelrunner:run:${JSON.stringify([client.config.scope, 'a/b', 'k'])}`
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
