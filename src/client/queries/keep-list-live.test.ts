import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it, onTestFinished } from 'vitest'
import { settle } from '../../../test/support/fake-clock.js'
import { scriptedProxy } from '../../../test/support/scripted-proxy.js'
import { followRequests } from './follow-requests.js'
import { modelRunnerKeys } from './keys.js'
import { type RequestFilters, requestsQuery } from './requests-query.js'
import { createLive } from '../live/create-live.js'

/** A platform written by the test, and histories of it. */
async function open() {
  const proxy = await scriptedProxy()
  const { client, count, stream, clock } = proxy
  const queryClient = new QueryClient()
  onTestFinished(() => queryClient.clear())

  /** Shows one history, as the hook does; gives what hides it again. */
  async function show(filters: RequestFilters = {}) {
    const observer = new QueryObserver(queryClient, requestsQuery(client, queryClient, filters).list)
    const stops = [followRequests(client, queryClient, filters), observer.subscribe(() => {})]
    const hide = () => {
      for (const stop of stops.splice(0)) stop()
    }
    onTestFinished(hide)
    await settle()
    return hide
  }
  const list = (filters: RequestFilters = {}) =>
    queryClient.getQueryData<{ items: { id: string; status: string }[] }>(
      requestsQuery(client, queryClient, filters).list.queryKey,
    )
  return {
    ...proxy,
    queryClient,
    show,
    rows: () => list()?.items.map(({ id, status }) => `${id} ${status}`),
    first: () => list()?.items[0],
    reads: () => count('/requests'),
    /** Breaks a stream that was steady, so that nothing polls meanwhile. */
    async reconnect(...ids: string[]) {
      await clock.advance(6_000)
      await stream().break()
      await clock.advance(500)
      await stream().snapshot(...ids)
    },
  }
}

describe('a history', () => {
  it('shows a run that began and ended between its read and the snapshot, for one read more', async () => {
    const { show, put, done, stream, rows, reads, count } = await open()
    await show()
    expect([rows(), reads()]).toEqual([[], 1])
    put(done('a'))
    await stream().snapshot()
    expect([rows(), reads(), count('/requests/a')]).toEqual([['a COMPLETED'], 2, 0])
  })

  it('is not read again in an hour of runs that the stream reports', async () => {
    const { show, put, done, stream, clock, rows, calls } = await open()
    put({ id: 'old' })
    await show()
    await stream().snapshot('old')
    const before = calls.length
    await stream().update(done('old'))
    for (let minute = 0; minute < 60; minute++) {
      await stream().update({ id: `r${minute}` })
      await clock.advance(30_000)
      await stream().update(done(`r${minute}`))
      await clock.advance(30_000)
    }
    expect(rows()?.slice(-2)).toEqual(['r0 COMPLETED', 'old COMPLETED'])
    expect(calls.length).toBe(before)
  })

  it('is read once where the stream was up before', async () => {
    const { client, show, put, done, stream, rows, reads } = await open()
    onTestFinished(client.use(createLive).tracker.hold())
    await settle()
    await stream().snapshot()
    put(done('a'))
    await show()
    await stream().update({ id: 'b' })
    expect([rows(), reads()]).toEqual([['b IN_QUEUE', 'a COMPLETED'], 1])
  })

  it('is read once more where the first answer was on its way when the snapshot came', async () => {
    const { show, script, put, done, stream, rows, reads } = await open()
    let answer: (response: Response) => void = () => {}
    script.onList = () => new Promise((resolve) => (answer = resolve))
    await show()
    put(done('a'))
    await stream().snapshot()
    expect(reads()).toBe(1)
    script.onList = undefined
    answer(Response.json({ page: 1, limit: 20, total: 0, totalPages: 0, data: [] }))
    await settle()
    expect([rows(), reads()]).toEqual([['a COMPLETED'], 2])
  })

  it('shows the input of a new run whose end overtakes the read that has it', async () => {
    const { show, script, done, stream, clock, first } = await open()
    await show()
    await stream().snapshot()
    // As our proxy does it.
    await stream().update({ id: 'a', input: null })
    let answer: (response: Response) => void = () => {}
    script.onList = () => new Promise((resolve) => (answer = resolve))
    await clock.advance(300)
    await stream().update(done('a'))
    const older = { id: 'a', modelEndpoint: 'a/b', status: 'IN_PROGRESS', input: { prompt: 'a hen' } }
    answer(Response.json({ page: 1, limit: 20, total: 1, totalPages: 1, data: [older] }))
    await settle()
    expect(first()).toMatchObject({ status: 'COMPLETED', input: { prompt: 'a hen' } })
  })

  it('is read once after each gap', async () => {
    const { show, put, done, stream, clock, rows, reads, reconnect } = await open()
    await show()
    await stream().snapshot()
    put(done('a'))
    await reconnect()
    expect([rows(), reads()]).toEqual([['a COMPLETED'], 3])
    put(done('b'))
    await reconnect()
    await clock.advance(20_000)
    expect([rows(), reads()]).toEqual([['b COMPLETED', 'a COMPLETED'], 4])
  })

  it('is read once after a gap of the proxy alone: a snapshot in the middle of the stream', async () => {
    const { show, put, done, stream, rows, reads } = await open()
    await show()
    await stream().snapshot()
    put(done('a'))
    await stream().snapshot()
    expect([rows(), reads()]).toEqual([['a COMPLETED'], 3])
  })

  it('is followed once, however many show it, until the last of them goes', async () => {
    const { show, put, done, stream, clock, rows, reads, reconnect } = await open()
    const hides = [await show(), await show()]
    await stream().snapshot()
    hides.push(await show())
    expect(reads()).toBe(2)
    hides[0]?.()
    hides[1]?.()
    put(done('a'))
    await reconnect()
    expect([rows(), reads()]).toEqual([['a COMPLETED'], 3])
    hides[2]?.()
    await clock.advance(60_000)
    expect([reads(), stream().isOpen]).toEqual([3, false])
  })

  it.each([
    { age: 10_000, name: 'young' },
    { age: 60_000, name: 'old' },
  ])('that is shown again with a $name answer kept is read once', async ({ age }) => {
    const { client, show, queryClient, put, done, stream, rows, reads } = await open()
    onTestFinished(client.use(createLive).tracker.hold())
    const hide = await show()
    await stream().snapshot()
    hide()
    put(done('a'))
    const { queryKey } = requestsQuery(client, queryClient).list
    queryClient.setQueryData(queryKey, (known) => known, { updatedAt: Date.now() - age })
    const before = reads()
    await show()
    expect([rows(), reads() - before]).toEqual([['a COMPLETED'], 1])
  })

  it('that cannot be read is not asked for again and again', async () => {
    const { show, script, stream, clock, reads } = await open()
    await show()
    script.onList = () => Response.json({ error: 'Forbidden' }, { status: 403 })
    await stream().snapshot()
    await clock.advance(50_000)
    expect(reads()).toBe(2)
  })

  it('reads one by one how its unfinished rows ended where it cannot be read', async () => {
    const { show, script, put, done, stream, rows, reconnect } = await open()
    put({ id: 'a' })
    await show()
    await stream().snapshot('a')
    script.onList = () => Response.json({ error: 'Forbidden' }, { status: 403 })
    put(done('a'))
    await reconnect()
    expect(rows()).toEqual(['a COMPLETED'])
  })
})

describe('balance and files beside a history', () => {
  async function beside() {
    const platform = await open()
    const { client, queryClient } = platform
    const { scope } = client.config
    const keys = [modelRunnerKeys.balance(scope), modelRunnerKeys.files(scope)]
    return {
      ...platform,
      fill: () => keys.forEach((key) => queryClient.setQueryData(key, {})),
      areOld: () => keys.map((key) => queryClient.getQueryState(key)?.isInvalidated),
    }
  }

  it('are out of date after a run that began and ended before the snapshot', async () => {
    const { show, put, done, stream, fill, areOld } = await beside()
    await show()
    fill()
    put(done('a'))
    await stream().snapshot()
    expect(areOld()).toEqual([true, true])
  })

  it('are out of date after a run of which the stream reports only the end', async () => {
    const { show, done, stream, fill, areOld } = await beside()
    await show()
    await stream().snapshot()
    fill()
    await stream().update(done('a'))
    expect(areOld()).toEqual([true, true])
  })

  it('stay as they are when older pages are read, or nothing ended', async () => {
    const { client, queryClient, show, put, done, stream, fill, areOld, rows, reconnect } = await beside()
    for (let at = 0; at < 45; at++) put(done(`r${at}`))
    put({ id: 'runs' })
    await show()
    await stream().snapshot('runs')
    fill()
    await queryClient.fetchQuery(requestsQuery(client, queryClient).next)
    await settle()
    expect(rows()).toHaveLength(40)
    await reconnect('runs')
    expect(areOld()).toEqual([false, false])
  })
})
