import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { settle } from '../../../test/support/fake-clock.js'
import { scriptedProxy } from '../../../test/support/scripted-proxy.js'
import { createLive } from '../live/create-live.js'

const MINUTE = 60_000

function setVisible(visible: boolean) {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visible ? 'visible' : 'hidden')
  document.dispatchEvent(new Event('visibilitychange'))
}

afterEach(() => vi.restoreAllMocks())

/** A live stream over so many requests, which has only heartbeats to tell. */
async function open(count: number) {
  const proxy = await scriptedProxy()
  const { client, clock, calls, put, stream } = proxy
  const ids = Array.from({ length: count }, (_, at) => `r${at}`)
  for (const id of ids) put({ id, status: 'IN_PROGRESS' })
  for (const id of ids) client.use(createLive).tracker.watch(id)
  await settle()
  await stream().snapshot(...ids)
  return {
    ...proxy,
    ids,
    async quiet(ms: number) {
      for (let left = ms; left > 0; left -= 20_000) {
        await clock.advance(Math.min(left, 20_000))
        await stream().send(': hb\n\n')
      }
    },
    /** What was read since the stream was opened, and when, minutes. */
    looks() {
      const began = stream().at
      return calls
        .filter(({ path }) => path !== '/requests/stream')
        .map(({ path, at }) => ({ path, at: (at - began) / MINUTE }))
    },
  }
}

describe('an update that is lost on a stream that stays up', () => {
  it('is made good by one list call for all within 90 s', async () => {
    const { quiet, put, done, ids, outcome, looks, streams } = await open(20)
    for (const id of ids.slice(0, 5)) put(done(id))
    await quiet(90_000)
    expect(ids.filter((id) => outcome(id) === 'succeeded')).toEqual(ids.slice(0, 5))
    expect(looks().map(({ path }) => path)).toEqual(['/requests?page=1&limit=100'])
    expect(streams.length).toBe(1)
  })

  it('is made good by one read where it is the only one', async () => {
    const { quiet, put, done, outcome, looks, state, clock } = await open(1)
    put(done('r0'))
    await quiet(90_000)
    expect(outcome('r0')).toBe('succeeded')
    expect(looks().map(({ path }) => path)).toEqual(['/requests/r0'])
    await clock.advance(1_000)
    expect([state(), clock.pending]).toEqual(['idle', 0])
  })

  it('is repaired also while other requests have updates all the time', async () => {
    const { client, quiet, put, done, stream, outcome, looks } = await open(1)
    put(done('r0'))
    for (let round = 0; round < 4; round++) {
      put({ id: `busy${round}` })
      client.use(createLive).tracker.watch(`busy${round}`, { fresh: true })
      await stream().update({ id: `busy${round}`, status: 'IN_PROGRESS' })
      await quiet(20_000)
      await stream().update(done(`busy${round}`))
    }
    await quiet(20_000)
    expect([outcome('r0'), looks().length]).toEqual(['succeeded', 1])
  })

  it('is made good for requests beyond the first page', async () => {
    const { quiet, put, done, ids, outcome, looks } = await open(3)
    for (let at = 0; at < 150; at++) put(done(`newer${at}`))
    put(done('r1'))
    await quiet(90_000)
    expect(ids.map(outcome)).toEqual(['pending', 'succeeded', 'pending'])
    expect(looks().map(({ path }) => path)).toEqual([
      '/requests?page=1&limit=100',
      '/requests?page=2&limit=100',
    ])
  })
})

describe('the staleness check', () => {
  it('costs nothing while runs have an update at least once a minute', async () => {
    const { client, quiet, put, done, stream, looks } = await open(1)
    onTestFinished(client.use(createLive).tracker.hold())
    await stream().update(done('r0'))
    for (let run = 0; run < 30; run++) {
      const id = `run${run}`
      put({ id })
      client.use(createLive).tracker.watch(id, { fresh: true })
      await stream().update({ id, status: 'IN_QUEUE' })
      await quiet(20_000)
      await stream().update({ id, status: 'IN_PROGRESS' })
      await quiet(40_000)
      await stream().update(done(id))
    }
    expect(looks()).toEqual([])
  })

  it('eases to one call in five minutes while there is nothing new, with a thousand requests, too', async () => {
    const { quiet, looks } = await open(1_000)
    await quiet(60 * MINUTE)
    const times = [...new Set(looks().map(({ at }) => Math.round(at)))]
    expect(times.slice(0, 4)).toEqual([1, 3, 7, 12])
    expect(times.length).toBeLessThanOrEqual(14)
    expect(looks().every(({ path }) => path.startsWith('/requests?'))).toBe(true)
  })

  it('pauses while the page is hidden, and checks at once when it is visible again', async () => {
    const { quiet, put, done, outcome, looks, clock, stream } = await open(1)
    setVisible(false)
    put(done('r0'))
    await quiet(20 * MINUTE)
    expect(looks()).toEqual([])
    setVisible(true)
    await clock.advance(0)
    expect([outcome('r0'), stream().isOpen]).toEqual(['succeeded', true])
    expect(looks()).toHaveLength(1)
  })

  it('is harmless when it is refused or garbled, and continues', async () => {
    const { quiet, script, put, done, outcome, looks, client, state } = await open(2)
    script.onList = () => Response.json({ error: 'Forbidden' }, { status: 403 })
    await quiet(5 * MINUTE)
    script.onList = () => new Response('<html>Sign in</html>')
    await quiet(5 * MINUTE)
    expect(['r0', 'r1'].map((id) => client.use(createLive).requests.peek(id)?.error)).toEqual([
      undefined,
      undefined,
    ])
    expect(state()).toBe('live')
    expect(looks().length).toBeLessThanOrEqual(3)
    script.onList = undefined
    put(done('r1'))
    await quiet(5 * MINUTE)
    expect(outcome('r1')).toBe('succeeded')
  })

  it('never takes a request for gone that alone cannot be read', async () => {
    const { quiet, script, client, outcome, stream, done } = await open(1)
    script.onItem = () => Response.json({ error: 'Not found' }, { status: 404 })
    await quiet(10 * MINUTE)
    expect(client.use(createLive).requests.peek('r0')?.error).toBeUndefined()
    await stream().update(done('r0'))
    expect(outcome('r0')).toBe('succeeded')
  })

  it('does not undo what the stream reported while the response was pending', async () => {
    const { quiet, script, items, stream, done, outcome } = await open(1)
    let answer: (response: Response) => void = () => {}
    script.onItem = () => new Promise((resolve) => (answer = resolve))
    await quiet(90_000)
    const old = Response.json(items.get('r0'))
    await stream().update(done('r0'))
    answer(old)
    await settle()
    expect(outcome('r0')).toBe('succeeded')
  })

  it('does nothing with live off', async () => {
    const { client, clock, put, calls } = await scriptedProxy({ live: 'off' })
    put({ id: 'a' })
    client.use(createLive).tracker.watch('a')
    await clock.advance(60 * MINUTE)
    expect(calls).toHaveLength(1)
  })
})
