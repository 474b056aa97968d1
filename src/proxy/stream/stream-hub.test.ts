// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  startEventStreamPlatform,
  type EventStreamPlatform,
} from '../../../test/support/event-stream-platform.js'
import { answerJson } from '../../../test/support/recording-platform.js'
import { startProxy, type RunningProxy } from '../../../test/support/start-proxy.js'
import { StreamReader } from '../../../test/support/stream-reader.js'
import type { ProxyOptions } from '../options.js'

let platform: EventStreamPlatform
let open: RunningProxy[]

beforeEach(async () => {
  open = []
  platform = await startEventStreamPlatform()
})

afterEach(async () => {
  await Promise.all([platform, ...open].map((server) => server.close()))
})

async function start(options: ProxyOptions = {}) {
  const proxy = await startProxy({ hosts: platform.hosts, ...options })
  open.push(proxy)
  return {
    join: async (init?: RequestInit) => {
      const response = await proxy.call(`${platform.hosts.queue}/requests/stream`, init)
      return { response, reader: new StreamReader(response) }
    },
  }
}

const streamCalls = () => platform.calls.filter(({ url }) => url.endsWith('/requests/stream')).length
const running = (id: string, more: object = {}) => ({ id, status: 'IN_PROGRESS', ...more })
const ids = (data: Record<string, unknown> | undefined) =>
  (data?.['requests'] as { id: string }[] | undefined)?.map(({ id }) => id) // a snapshot, as written above

it('inputs of ten megabytes of one user end nobody’s stream: they are left out', async () => {
  const input = { image: 'x'.repeat(9_600_000) }
  platform.inFlight = ['e1', 'e2', 'e3'].map((id) => running(id, { input }))
  const { join } = await start()
  const { reader } = await join()
  expect(await reader.data()).toEqual({
    type: 'snapshot',
    requests: ['e1', 'e2', 'e3'].map((id) => running(id)),
  })
  platform.update(running('e1', { input }))
  platform.update({ id: 'a1', status: 'COMPLETED' })
  expect(await reader.data()).toEqual({ type: 'update', request: running('e1') })
  expect(await reader.data()).toEqual({ type: 'update', request: { id: 'a1', status: 'COMPLETED' } })
})

describe('one browser', () => {
  it('gets each event before the next one is made', async () => {
    platform.inFlight = [running('r1')]
    const { join } = await start()
    const { response, reader } = await join()
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    expect(ids(await reader.data())).toEqual(['r1'])
    for (const status of ['IN_PROGRESS', 'COMPLETED']) {
      platform.update({ id: 'r1', status })
      expect(await reader.data()).toEqual({ type: 'update', request: { id: 'r1', status } })
    }
    platform.write(': hb\n\n')
    expect(await reader.next()).toBe(': hb')
  })

  it('leaving closes the stream to the platform within a second', async () => {
    const { join } = await start()
    const controller = new AbortController()
    const { reader } = await join({ signal: controller.signal })
    await reader.data()
    expect(platform.streams.size).toBe(1)
    controller.abort()
    await vi.waitFor(() => expect(platform.streams.size).toBe(0), { timeout: 1000 })
  })

  it('leaving before the platform has answered closes the call too', async () => {
    const arrived = new Promise<{ closed: Promise<void> }>((resolve) => {
      platform.answer = (incoming) =>
        resolve({ closed: new Promise((done) => incoming.socket.once('close', () => done())) })
    })
    const { join } = await start()
    const controller = new AbortController()
    const joining = join({ signal: controller.signal })
    const { closed } = await arrived
    controller.abort()
    await expect(joining).rejects.toThrow()
    await closed
  })

  it.each([
    [401, { error: 'Invalid key' }],
    [500, { error: 'Internal' }],
  ])('gets the status when the platform refuses the stream with %i', async (status, body) => {
    platform.answer = (_, outgoing) => answerJson(outgoing, body, status)
    const { join } = await start()
    const { response } = await join()
    expect(response.status).toBe(status)
  })

  it('gets an error when the response is not a stream', async () => {
    platform.answer = (_, outgoing) => answerJson(outgoing, { hello: 1 })
    const { join } = await start()
    expect((await join()).response.status).toBe(502)
  })
})

describe('many browsers', () => {
  it('a hundred browsers share one stream, and each receives every event', async () => {
    platform.inFlight = [running('r1')]
    const { join } = await start()
    const browsers = await Promise.all(Array.from({ length: 100 }, () => join()))
    await Promise.all(browsers.map(async ({ reader }) => expect(ids(await reader.data())).toEqual(['r1'])))
    platform.update(running('r2'))
    await Promise.all(
      browsers.map(async ({ reader }) =>
        expect(await reader.data()).toMatchObject({ request: { id: 'r2' } }),
      ),
    )
    expect(streamCalls()).toBe(1)
    await Promise.all(browsers.slice(1).map(({ reader }) => reader.cancel()))
    expect(platform.streams.size).toBe(1)
    await browsers[0]?.reader.cancel()
    await vi.waitFor(() => expect(platform.streams.size).toBe(0), { timeout: 1000 })
  })

  it('a later one gets a snapshot of what is in flight by then', async () => {
    platform.inFlight = [running('old'), running('gone')]
    const { join } = await start()
    const first = await join()
    await first.reader.data()
    platform.update(running('new'))
    platform.update({ id: 'gone', status: 'COMPLETED' })
    platform.update(running('gone')) // late update of a finished request
    for (let update = 0; update < 3; update += 1) await first.reader.data()
    const later = await join()
    expect(ids(await later.reader.data())).toEqual(['old', 'new'])
    expect(streamCalls()).toBe(1)
  })

  it('keep the newer of two states in a later snapshot', async () => {
    const { join } = await start()
    const first = await join()
    await first.reader.data()
    platform.update(running('r1', { updatedAt: '2026-08-01T00:00:02Z' }))
    platform.update({ id: 'r1', status: 'IN_QUEUE', updatedAt: '2026-08-01T00:00:01Z' })
    await first.reader.data()
    await first.reader.data()
    const later = await join()
    expect(await later.reader.data()).toMatchObject({ requests: [{ id: 'r1', status: 'IN_PROGRESS' }] })
  })

  it('are not held up by one that reads nothing: it is cut', { timeout: 30_000 }, async () => {
    const { join } = await start()
    const [slow, quick] = await Promise.all([join(), join()])
    await quick.reader.data()
    // More than the sockets in between can hold.
    const large = running('large', { error: 'x'.repeat(512 * 1024) })
    for (let update = 0; update < 40; update += 1) {
      platform.update(large)
      expect(await quick.reader.data()).toMatchObject({ request: { id: 'large' } })
    }
    const drain = async () => {
      while (await slow.reader.next()) continue
    }
    await expect(drain()).rejects.toThrow()
    expect(platform.streams.size).toBe(1)
  })

  it('with keys of their own have streams of their own', async () => {
    const { join } = await start({ apiKey: (request) => request.headers.get('x-key') ?? undefined })
    await Promise.all([join({ headers: { 'x-key': 'one' } }), join({ headers: { 'x-key': 'two' } })])
    expect(platform.calls.map(({ headers }) => headers.authorization).sort()).toEqual(['Key one', 'Key two'])
  })

  it('have one each where connections cannot be shared', async () => {
    const { join } = await start({ shareStream: false })
    const browsers = await Promise.all([join(), join()])
    expect(streamCalls()).toBe(2)
    await Promise.all(browsers.map(({ reader }) => reader.cancel()))
    await vi.waitFor(() => expect(platform.streams.size).toBe(0), { timeout: 1000 })
  })
})

describe('the connection to the platform', () => {
  it('is made again when it breaks, and all get a fresh snapshot', async () => {
    platform.inFlight = [running('r1')]
    const { join } = await start()
    const browsers = await Promise.all([join(), join()])
    for (const { reader } of browsers) await reader.data()
    platform.inFlight = [running('r2')]
    platform.cut()
    for (const { reader } of browsers) expect(ids(await reader.data())).toEqual(['r2'])
    expect(streamCalls()).toBe(2)
  })

  it('disconnects everybody when the key is refused later', async () => {
    const { join } = await start()
    const { reader } = await join()
    await reader.data()
    platform.answer = (_, outgoing) => answerJson(outgoing, { error: 'Invalid key' }, 401)
    platform.cut()
    expect(await reader.data()).toBeUndefined()
    expect(platform.streams.size).toBe(0)
  })

  it('survives invalid events', async () => {
    const { join } = await start()
    const { reader } = await join()
    await reader.data()
    platform.write('data: not json\n\n')
    platform.write('event: update\ndata: {"request":{"no":"id"}}\n\n')
    platform.write('event: other\ndata: {}\n\n')
    platform.write('event: update\ndata: {"request":{"id":"by-name","status":"IN_QUEUE"}}\n\n')
    platform.write('data: {"type":"update","request":{"id":"by-type","status":"IN_QUEUE"}}\n\n')
    expect(await reader.data()).toMatchObject({ type: 'update', request: { id: 'by-name' } })
    expect(await reader.data()).toMatchObject({ type: 'update', request: { id: 'by-type' } })
    expect(streamCalls()).toBe(1)
  })
})
