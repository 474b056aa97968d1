import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { settle } from '../../../test/support/fake-clock.js'
import { hushWarning, NO_STREAM } from '../../../test/support/hush-warning.js'
import { scriptedProxy } from '../../../test/support/scripted-proxy.js'
import { createLive } from '../live/create-live.js'

const never = () => new Promise<Response>(() => {})

function setVisible(visible: boolean) {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visible ? 'visible' : 'hidden')
  document.dispatchEvent(new Event('visibilitychange'))
}

afterEach(() => vi.restoreAllMocks())

describe('the stream', () => {
  it('is opened once something is watched, shared by all, and kept half a minute after the last one', async () => {
    const { client, clock, streams, put, done, stream, state, outcome } = await open('a', 'b')
    expect(state()).toBe('live')
    await stream().update(done('a'))
    await stream().update(done('b'))
    expect([outcome('a'), outcome('b')]).toEqual(['succeeded', 'succeeded'])
    await clock.advance(29_000)
    await stream().send(': hb\n\n')
    expect(stream().isOpen).toBe(true)
    await clock.advance(2_000)
    expect([stream().isOpen, state(), clock.pending, streams.length]).toEqual([false, 'idle', 0, 1])
    put({ id: 'c' })
    client.use(createLive).tracker.watch('c')
    await settle()
    expect(streams.length).toBe(2)
  })

  it('reads once what is missing from a new snapshot', async () => {
    const { clock, streams, put, done, stream, count, outcome } = await open('a', 'b', 'c')
    put(done('b'))
    await stream().break()
    await clock.advance(500)
    expect(streams.length).toBe(2)
    await stream().snapshot('a', 'c')
    expect([outcome('a'), outcome('b'), outcome('c')]).toEqual(['pending', 'succeeded', 'pending'])
    expect([count('/requests/a'), count('/requests/b'), count('/requests/c')]).toEqual([0, 1, 0])
  })

  it('reads nothing that it reported, until it may have missed something', async () => {
    const { client, clock, put, done, stream, count, outcome } = await open('a')
    client.use(createLive).requests.subscribe('b')
    await stream().update({ id: 'b' })
    client.use(createLive).tracker.watch('b')()
    await settle()
    expect(count('/requests/b')).toBe(0)
    put(done('b'))
    await stream().break()
    await clock.advance(500)
    await stream().snapshot('a')
    client.use(createLive).tracker.watch('b')
    await settle()
    expect([outcome('b'), count('/requests/b')]).toEqual(['succeeded', 1])
  })

  it('reads again, when it is watched again, what could not be read', async () => {
    const { client, clock, items, stream, count, outcome } = await open('b')
    const stop = client.use(createLive).tracker.watch('a', { fresh: true })
    await stream().update({ id: 'a', status: 'COMPLETED', billingStatus: 'pending' })
    const item = items.get('a')
    items.delete('a')
    await clock.advance(1_000)
    expect([client.use(createLive).requests.peek('a')?.error?.kind, count('/requests/a')]).toEqual([
      'not-found',
      1,
    ])
    stop()
    if (item) items.set('a', { ...item, billingStatus: 'charged' })
    client.use(createLive).tracker.watch('a')
    await settle()
    expect([outcome('a'), count('/requests/a')]).toEqual(['succeeded', 2])
  })

  it('reads from the list, not one by one, how many ended in a long gap', async () => {
    const ids = Array.from({ length: 200 }, (_, at) => `r${at}`)
    const { clock, put, done, stream, count, calls, outcome } = await open(...ids)
    await clock.advance(6_000)
    for (const id of ids.slice(0, 150)) put(done(id))
    await stream().break()
    await clock.advance(500)
    const before = calls.length
    await stream().snapshot(...ids.slice(150))
    expect(ids.map(outcome)).toEqual(ids.map((_, at) => (at < 150 ? 'succeeded' : 'pending')))
    expect([calls.length - before, count('/requests')]).toEqual([2, 2])
  })

  it('reads one by one what the list does not show, or all where it cannot be read', async () => {
    const ids = Array.from({ length: 6 }, (_, at) => `r${at}`)
    const { clock, script, put, done, stream, outcome, count } = await open(...ids)
    await clock.advance(6_000)
    for (const id of ids) put(done(id))
    script.onList = () => Response.json({ error: 'Forbidden' }, { status: 403 })
    await stream().break()
    await clock.advance(500)
    await stream().snapshot()
    expect(ids.map(outcome)).toEqual(ids.map(() => 'succeeded'))
    expect(ids.map((id) => count(`/requests/${id}`))).toEqual(ids.map(() => 1))
  })

  it('reads again what ended while an older read was pending', async () => {
    const { clock, script, put, done, stream, outcome, items, client } = await open('a')
    let answer: (response: Response) => void = () => {}
    script.onItem = () => new Promise((resolve) => (answer = resolve))
    void client.use(createLive).tracker.refresh('a')
    await settle()
    const old = Response.json(items.get('a'))
    put(done('a'))
    await stream().break()
    await clock.advance(500)
    await stream().snapshot()
    script.onItem = undefined
    answer(old)
    await settle()
    expect(outcome('a')).toBe('succeeded')
  })

  it('reads what ended between two streams while its submit was not answered', async () => {
    const { client, clock, streams, put, done, stream, outcome, count } = await scriptedProxy()
    const { requests, tracker } = client.use(createLive)
    const sentAt = clock.now()
    onTestFinished(requests.early.expect())
    onTestFinished(tracker.hold())
    await settle()
    await stream().snapshot()
    await stream().update({ id: 'a' })
    put(done('a'))
    await stream().break()
    await clock.advance(500)
    expect(streams.length).toBe(2)
    await stream().snapshot()
    requests.applyEnvelope({ request_id: 'a', status: 'IN_QUEUE' }, 'test/echo', sentAt)
    tracker.submitted('a', sentAt)
    tracker.watch('a')
    await clock.advance(2_000)
    expect([outcome('a'), count('/requests/a')]).toEqual(['succeeded', 1])
  })

  it('backs off with full jitter when it cannot be opened again and again', async () => {
    const { clock, script, stream } = await open('a')
    const times = [clock.now()]
    script.onStream = () => {
      times.push(clock.now())
      return Promise.reject(new TypeError('Failed to fetch'))
    }
    await stream().break()
    await clock.advance(300_000)
    const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0))
    expect(waits.length).toBeGreaterThan(10)
    waits.forEach((ms, index) => expect(ms).toBeLessThanOrEqual(Math.min(30_000, 500 * 2 ** index)))
    expect(Math.max(...waits)).toBeGreaterThan(8_000)
    expect(new Set(waits).size).toBe(waits.length)
  })

  it('waits as long as it is asked to, and polls meanwhile', async () => {
    const { client, clock, script, put, done, count, outcome, state } = await scriptedProxy()
    script.onStream = async () =>
      Response.json({ error: 'Too many streams' }, { status: 429, headers: { 'retry-after': '40' } })
    put({ id: 'a' })
    client.use(createLive).tracker.watch('a')
    await clock.advance(39_000)
    expect([count('/requests/stream'), state()]).toEqual([1, 'polling'])
    put(done('a'))
    await clock.advance(5_000)
    expect([count('/requests/stream'), outcome('a')]).toEqual([2, 'succeeded'])
  })

  it('backs off from a stream that breaks right after its snapshot, and polls meanwhile', async () => {
    const { clock, streams, stream, state, count } = await open('a')
    for (let round = 0; round < 6; round++) {
      await stream().break()
      const before = streams.length
      while (streams.length === before) await clock.advance(50)
      await stream().snapshot('a')
    }
    expect(streams.length).toBeLessThan(10)
    expect(count('/requests')).toBeGreaterThan(2)
    expect(state()).toBe('live')
  })

  it.each(['online', 'visibilitychange', 'pageshow'])('is tried at once on %s', async (event) => {
    const { clock, streams, script, stream } = await open('a')
    const failing = vi.fn(() => Promise.reject<Response>(new TypeError('Failed to fetch')))
    script.onStream = failing
    await stream().break()
    await clock.advance(100_000)
    const tries = failing.mock.calls.length
    script.onStream = undefined
    const target = event === 'visibilitychange' ? document : window
    target.dispatchEvent(new Event(event))
    await settle()
    expect([failing.mock.calls.length, streams.length]).toEqual([tries, 2])
  })

  it('is let go when the page is left, and opened again when it comes back', async () => {
    const { clock, streams, stream } = await open('a')
    const before = stream()
    window.dispatchEvent(new Event('pagehide'))
    await settle()
    expect(before.isOpen).toBe(false)
    await clock.advance(100_000)
    expect(streams.length).toBe(1)
    window.dispatchEvent(new Event('pageshow'))
    await settle()
    expect(streams.length).toBe(2)
    expect(stream().isOpen).toBe(true)
  })

  it('doubts a quiet stream when the page comes back', async () => {
    const { clock, streams, stream } = await open('a')
    await clock.advance(20_000)
    setVisible(true)
    await settle()
    expect(streams.length).toBe(1)
    await clock.advance(20_000)
    setVisible(true)
    await settle()
    expect(streams.length).toBe(2)
    expect(stream().isOpen).toBe(true)
  })

  it('finds a dead stream after 60 s of silence', async () => {
    const { clock, streams, stream } = await open('a')
    await clock.advance(59_000)
    expect(streams.length).toBe(1)
    await clock.advance(2_000)
    expect(streams.length).toBe(2)
    expect(stream().isOpen).toBe(true)
  })
})

describe('the modes', () => {
  it('off: reads once and then does nothing', async () => {
    const { client, clock, put, calls, outcome } = await scriptedProxy({ live: 'off' })
    put({ id: 'a' })
    client.use(createLive).tracker.watch('a')
    await clock.advance(600_000)
    expect(calls.map(({ path }) => path)).toEqual(['/requests/a'])
    expect(outcome('a')).toBe('pending')
    expect(clock.pending).toBe(0)
  })

  it('poll: never opens a stream, also after the network was gone', async () => {
    const { client, clock, put, done, streams, state, outcome } = await scriptedProxy({ live: 'poll' })
    put({ id: 'a' })
    client.use(createLive).tracker.watch('a')
    await clock.advance(2_000)
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    window.dispatchEvent(new Event('offline'))
    expect(state()).toBe('offline')
    online.mockReturnValue(true)
    window.dispatchEvent(new Event('online'))
    expect(state()).toBe('polling')
    put(done('a'))
    await clock.advance(2_000)
    expect([outcome('a'), streams.length, state()]).toEqual(['succeeded', 0, 'idle'])
    expect(clock.pending).toBe(0)
  })

  it('stream: never polls', async () => {
    hushWarning(NO_STREAM)
    const { client, clock, put, script, count, state } = await scriptedProxy({ live: 'stream' })
    script.onStream = never
    put({ id: 'a' })
    client.use(createLive).tracker.watch('a')
    await clock.advance(600_000)
    expect([count('/requests'), state()]).toEqual([0, 'connecting'])
  })
})

/** A live stream over these requests. */
async function open(...ids: string[]) {
  const proxy = await scriptedProxy()
  for (const id of ids) proxy.put({ id })
  for (const id of ids) proxy.client.use(createLive).tracker.watch(id)
  await settle()
  await proxy.stream().snapshot(...ids)
  return proxy
}
