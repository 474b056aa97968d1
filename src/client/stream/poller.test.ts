import { afterEach, describe, expect, it, vi } from 'vitest'
import { settle } from '../../../test/support/fake-clock.js'
import { hushWarning, NO_STREAM } from '../../../test/support/hush-warning.js'
import { scriptedProxy } from '../../../test/support/scripted-proxy.js'
import { createLive } from '../live/create-live.js'

function setVisible(visible: boolean) {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visible ? 'visible' : 'hidden')
  document.dispatchEvent(new Event('visibilitychange'))
}

afterEach(() => vi.restoreAllMocks())

/** Polling over so many requests. */
async function poll(count: number, live: 'auto' | 'poll' = 'poll') {
  const proxy = await scriptedProxy({ live })
  const ids = Array.from({ length: count }, (_, at) => `r${at}`)
  for (const id of ids) proxy.put({ id })
  for (const id of ids) proxy.client.use(createLive).tracker.watch(id)
  await settle()
  const lists = () => proxy.calls.filter(({ path }) => path.startsWith('/requests?')).map(({ at }) => at)
  return { ...proxy, ids, lists }
}

describe('polling', () => {
  it.each([1, 10, 500])('costs one list call a tick with %i requests, and no other', async (count) => {
    const { clock, ids, put, done, lists, calls, outcome } = await poll(count)
    await clock.advance(60_000)
    expect(calls.length).toBe(lists().length)
    expect(calls.length).toBeLessThan(25)
    for (const id of ids) put(done(id))
    await clock.advance(30_000)
    expect(ids.filter((id) => outcome(id) !== 'succeeded')).toEqual([])
    expect(calls.length).toBe(lists().length)
    expect(clock.pending).toBe(0)
  })

  it('begins at once, at one to two seconds, and eases to five', async () => {
    const { clock, lists } = await poll(1)
    await clock.advance(120_000)
    const waits = lists()
      .map((at, index, all) => at - (all[index - 1] ?? at))
      .slice(1)
    expect(waits[0]).toBeLessThanOrEqual(2_000)
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1_000)
    expect(Math.max(...waits)).toBeLessThanOrEqual(5_000)
    expect(Math.min(...waits.slice(-5))).toBeGreaterThanOrEqual(4_500)
  })

  it('is quick again when something new is waited for, however often', async () => {
    const { client, clock, put, lists } = await poll(1)
    await clock.advance(60_000)
    const before = lists().length
    for (let at = 0; at < 20; at++) {
      put({ id: `new${at}` })
      client.use(createLive).tracker.watch(`new${at}`)
      await clock.advance(100)
    }
    expect(lists().length - before).toBeGreaterThanOrEqual(1)
    expect(lists().length - before).toBeLessThanOrEqual(3)
  })

  it('never asks while an answer is on its way', async () => {
    const { client, clock, script, lists, put } = await poll(1)
    let answer: (response: Response) => void = () => {}
    script.onList = () => new Promise((resolve) => (answer = resolve))
    await clock.advance(10_000)
    const before = lists().length
    put({ id: 'new' })
    client.use(createLive).tracker.watch('new')
    await clock.advance(10_000)
    expect(lists().length).toBe(before)
    script.onList = undefined
    answer(Response.json({ data: [] }))
    await clock.advance(2_000)
    expect(lists().length).toBeGreaterThan(before)
  })

  it('pauses while the page is hidden, and checks at once when it is visible again', async () => {
    const { clock, lists, put, done, outcome } = await poll(1)
    setVisible(false)
    await clock.advance(10_000)
    const before = lists().length
    put(done('r0'))
    await clock.advance(600_000)
    expect(lists().length - before).toBe(0)
    setVisible(true)
    await clock.advance(0)
    expect(outcome('r0')).toBe('succeeded')
  })

  it('obeys Retry-After, also when something new is waited for', async () => {
    const { client, clock, script, put, lists } = await poll(1)
    await clock.advance(5_000)
    script.onList = () =>
      new Response('{"error":"Too many"}', { status: 429, headers: { 'retry-after': '20' } })
    await clock.advance(5_000)
    const refusedAt = lists().at(-1) ?? 0
    script.onList = undefined
    put({ id: 'new' })
    client.use(createLive).tracker.watch('new')
    await clock.advance(refusedAt + 19_999 - clock.now())
    expect(lists().at(-1)).toBe(refusedAt)
    await clock.advance(1)
    expect(lists().at(-1)).toBe(refusedAt + 20_000)
  })

  it('reads what is not in the list with a single read instead of paging through the history', async () => {
    const { client, clock, script, put, count, outcome, done } = await poll(1)
    const old = put(done('old'))
    const page = { page: 1, limit: 100, total: 20_000, totalPages: 200, data: [{ ...old, id: 'x' }] }
    script.onList = () => Response.json(page)
    client.use(createLive).tracker.watch('old')
    await clock.advance(10_000)
    expect(outcome('old')).toBe('succeeded')
    expect(count('/requests/old')).toBe(1)
  })

  describe('where the list is refused for good', () => {
    const refuse = (what: string) => () => Response.json({ error: `No ${what} here` }, { status: 403 })

    it('makes single reads, a few per tick, and warns the developer', async () => {
      const hushed = hushWarning(/No list here/)
      const { clock, script, ids, put, done, outcome, calls } = await poll(12)
      script.onList = refuse('list')
      await clock.advance(10_000)
      for (const id of ids) put(done(id))
      const before = calls.length
      await clock.advance(5_000)
      expect(calls.length - before).toBeLessThanOrEqual(12)
      await clock.advance(25_000)
      expect(ids.map((id) => outcome(id))).toEqual(ids.map(() => 'succeeded'))
      expect(hushed).toHaveLength(1)
      expect(clock.pending).toBe(0)
    })

    it('makes no single reads when only one list call was refused: a deployment in progress', async () => {
      const { clock, script, count, lists } = await poll(3)
      await clock.advance(0)
      script.onList = refuse('list')
      await clock.advance(1_200)
      expect(lists()).toHaveLength(2)
      script.onList = undefined
      await clock.advance(30_000)
      expect(['r0', 'r1', 'r2'].map((id) => count(`/requests/${id}`))).toEqual([0, 0, 0])
    })

    it('shows why where reading one by one is refused, too, and asks on with pauses', async () => {
      hushWarning(/No list at all here/)
      const { client, clock, script, calls, state } = await poll(2)
      script.onList = refuse('list at all')
      script.onItem = refuse('request')
      await clock.advance(60_000)
      expect(client.use(createLive).requests.peek('r0')).toMatchObject({
        outcome: 'pending',
        error: { kind: 'forbidden' },
      })
      const before = calls.length
      await clock.advance(60_000)
      expect(state()).toBe('polling')
      // The list each 5 s at most and, alone, each of the two once or twice.
      expect(calls.length - before).toBeGreaterThan(2)
      expect(calls.length - before).toBeLessThan(20)
      script.onItem = undefined
      client.use(createLive).tracker.reconnect()
      await clock.advance(0)
      expect(client.use(createLive).requests.peek('r0')?.error).toBeUndefined()
    })
  })

  it('takes over from a stream that gives no event within 12 s, and gives back to one that does', async () => {
    const { clock, script, streams, state, put, done, outcome, lists } = await poll(2, 'auto')
    hushWarning(NO_STREAM)
    script.onStream = () => new Promise(() => {})
    await streams[0]?.break()
    await clock.advance(12_000)
    expect(state()).toBe('polling')
    put(done('r0'))
    await clock.advance(6_000)
    expect(outcome('r0')).toBe('succeeded')
    script.onStream = undefined
    for (let waited = 0; waited < 60 && streams.length < 2; waited++) await clock.advance(1_000)
    await streams[1]?.snapshot('r1')
    expect(state()).toBe('live')
    const before = lists().length
    await clock.advance(20_000)
    expect(lists().length).toBe(before)
  })
})
