import { describe, expect, it } from 'vitest'
import { settle } from '../../../test/support/fake-clock.js'
import { scriptedProxy } from '../../../test/support/scripted-proxy.js'
import { createLive } from '../live/create-live.js'

const forbidden = () => Response.json({ error: 'Forbidden' }, { status: 403 })
const broken = () => Response.json({ error: 'Internal' }, { status: 500 })

/** A live stream over these requests, all of them watched. */
async function open(ids: string[], options: Parameters<typeof scriptedProxy>[0] = {}) {
  const proxy = await scriptedProxy(options)
  const { tracker, requests } = proxy.client.use(createLive)
  for (const id of ids) proxy.put({ id, status: 'IN_PROGRESS' })
  const stops = ids.map((id) => tracker.watch(id))
  await settle()
  if (proxy.streams.length > 0) await proxy.stream().snapshot(...ids)
  const readsOf = (id: string) =>
    proxy.calls.filter(({ path }) => path === `/requests/${id}`).map(({ at }) => at)
  /** Lets the time pass under a stream that lives. */
  async function pass(ms: number) {
    for (let left = ms; left > 0; left -= 10_000) {
      await proxy.clock.advance(Math.min(left, 10_000))
      if (proxy.streams.at(-1)?.isOpen) await proxy.stream().send(': hb\n\n')
    }
  }
  return {
    ...proxy,
    tracker,
    requests,
    stops,
    readsOf,
    pass,
    error: (id: string) => requests.peek(id)?.error,
  }
}

const gaps = (times: number[]) => times.slice(1).map((at, index) => at - (times[index] ?? 0))

describe('a run that has ended and is not billed yet', () => {
  it('is read after 1 s, and at twice the distance each time, up to half a minute', async () => {
    const { stream, readsOf, pass, put, done, outcome, clock } = await open(['a'])
    const endedAt = clock.now()
    await stream().update({ id: 'a', status: 'COMPLETED', billingStatus: 'pending' })
    // Before the check for lost updates reads it, too.
    await pass(62_000)
    expect(gaps([endedAt, ...readsOf('a')])).toEqual([1, 2, 4, 8, 16, 30].map((s) => s * 1000))
    put(done('a'))
    await pass(30_000)
    expect(outcome('a')).toBe('succeeded')
    const reads = readsOf('a').length
    await clock.advance(120_000)
    expect([readsOf('a').length, clock.pending]).toEqual([reads, 0])
  })
})

describe('a run that cannot be read', () => {
  it('is read again after 1 to 2 s, doubling each time', async () => {
    const { script, tracker, readsOf, pass } = await open(['a'])
    script.onItem = forbidden
    await tracker.refresh('a')
    await pass(40_000)
    const waits = gaps(readsOf('a'))
    waits.forEach((wait, index) => {
      const longest = 2_000 * 2 ** index
      expect(wait).toBeGreaterThanOrEqual(longest / 2)
      expect(wait).toBeLessThanOrEqual(longest)
    })
    expect(waits.length).toBeGreaterThan(3)
  })

  it('says so at once where it is refused, and each reason once', async () => {
    const { script, tracker, pass, error } = await open(['a'])
    script.onItem = forbidden
    await tracker.refresh('a')
    const first = error('a')
    expect(first?.kind).toBe('forbidden')
    await pass(20_000)
    expect(error('a')).toBe(first)
    script.onItem = () => Response.json({ error: 'Sign in' }, { status: 401 })
    await pass(20_000)
    expect(error('a')?.kind).toBe('unauthorized')
  })

  it('says nothing of a server in trouble before it was asked as often as a call is tried', async () => {
    const { script, tracker, readsOf, pass, error } = await open(['a'])
    script.onItem = broken
    await tracker.refresh('a')
    const failed = () => readsOf('a').length
    while (failed() < 6) {
      expect(Boolean(error('a'))).toBe(failed() >= 3)
      await pass(1_000)
    }
    expect(error('a')?.kind).toBe('server')
  })

  it('restarts its backoff after it was read', async () => {
    const { script, tracker, readsOf, pass, error } = await open(['a'])
    script.onItem = forbidden
    await tracker.refresh('a')
    await pass(60_000)
    script.onItem = undefined
    await pass(60_000)
    expect(error('a')).toBeUndefined()
    script.onItem = forbidden
    const before = readsOf('a').length
    await tracker.refresh('a')
    await pass(2_100)
    expect(readsOf('a').length).toBe(before + 2)
  })

  it('is not read out of its turn by a snapshot that lacks it', async () => {
    const { script, tracker, readsOf, stream, clock } = await open(['a', 'b'])
    script.onItem = forbidden
    await tracker.refresh('a')
    await stream().break()
    await clock.advance(500)
    const before = [readsOf('a').length, readsOf('b').length]
    await stream().snapshot()
    expect([readsOf('a').length, readsOf('b').length]).toEqual([before[0], (before[1] ?? 0) + 1])
  })

  it('is no error where it ended while it was read', async () => {
    const { script, tracker, stream, done, outcome, error } = await open(['a'])
    let answer: (response: Response) => void = () => {}
    script.onItem = () => new Promise((resolve) => (answer = resolve))
    const reading = tracker.refresh('a')
    await settle()
    await stream().update(done('a'))
    answer(forbidden())
    await reading
    expect([outcome('a'), error('a')]).toEqual(['succeeded', undefined])
  })

  it('is no error for nobody, and not after the client was closed', async () => {
    const { script, tracker, stops, client, error, clock } = await open(['a', 'b'])
    script.onItem = forbidden
    stops[0]?.()
    await tracker.refresh('a')
    expect(error('a')).toBeUndefined()
    let answer: (response: Response) => void = () => {}
    script.onItem = () => new Promise((resolve) => (answer = resolve))
    const reading = tracker.refresh('b')
    await settle()
    client.close()
    answer(forbidden())
    await reading
    expect([error('b'), clock.pending]).toEqual([undefined, 0])
  })
})

describe('with live off', () => {
  it('a read that fails is tried again by the call, and then no more', async () => {
    const { script, client, clock, calls } = await scriptedProxy({ live: 'off' })
    script.onItem = broken
    const { tracker, requests } = client.use(createLive)
    tracker.watch('a')
    await clock.advance(120_000)
    const reads = calls.length
    expect(reads).toBeGreaterThan(1)
    expect(requests.peek('a')?.error?.kind).toBe('server')
    await clock.advance(600_000)
    expect([calls.length, clock.pending]).toEqual([reads, 0])
  })

  it('a run that ended without a bill is read once', async () => {
    const { client, clock, put, calls } = await scriptedProxy({ live: 'off' })
    put({ id: 'a', status: 'COMPLETED', billingStatus: 'pending' })
    client.use(createLive).tracker.watch('a')
    await clock.advance(600_000)
    expect([calls.length, clock.pending]).toEqual([1, 0])
  })
})

describe('watching', () => {
  it('twice reads nothing twice, and ends with the last of both', async () => {
    const { tracker, stops, readsOf, stream, done, outcome } = await open(['a'])
    const stop = tracker.watch('a')
    await settle()
    expect(readsOf('a')).toEqual([])
    stops[0]?.()
    stops[0]?.()
    await stream().update(done('a'))
    expect(outcome('a')).toBe('succeeded')
    stop()
  })

  it('what has its outcome opens no stream', async () => {
    const { client, put, done, streams, clock } = await scriptedProxy()
    const { tracker, requests } = client.use(createLive)
    requests.subscribe('a')
    requests.applyItem(put(done('a')))
    tracker.watch('a')
    await clock.advance(10_000)
    expect([streams.length, clock.pending]).toEqual([0, 0])
  })

  it('holds the stream as long as somebody holds it', async () => {
    const { tracker, stops, stream, done, pass } = await open(['a'])
    const release = [tracker.hold(), tracker.hold()]
    await stream().update(done('a'))
    stops[0]?.()
    release[0]?.()
    release[0]?.()
    await pass(60_000)
    expect(stream().isOpen).toBe(true)
    release[1]?.()
    await pass(31_000)
    expect(stream().isOpen).toBe(false)
  })
})

describe('a run that was submitted under a stream that is live', () => {
  it.each([
    ['is read once where nothing was reported within 2 s', false, 1],
    ['is not read where the stream reported it', true, 0],
  ])('around the time that the stream was opened %s', async (_, isReported, reads) => {
    const { tracker, readsOf, stream, clock, put, pass } = await open(['other'])
    put({ id: 'a' })
    tracker.submitted('a', clock.now() - 5_000)
    tracker.watch('a', { fresh: true })
    await settle()
    if (isReported) await stream().update({ id: 'a', status: 'IN_PROGRESS' })
    await pass(1_900)
    expect(readsOf('a').length).toBe(0)
    await pass(200)
    expect(readsOf('a').length).toBe(reads)
  })

  it('long after it was opened is not read: the stream reports it', async () => {
    const { tracker, readsOf, clock, put, pass } = await open(['other'])
    await pass(20_000)
    put({ id: 'a' })
    tracker.submitted('a', clock.now() - 500)
    tracker.watch('a', { fresh: true })
    await pass(10_000)
    expect(readsOf('a')).toEqual([])
  })
})
