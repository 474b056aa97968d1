import { describe, expect, it } from 'vitest'
import { settle } from '../../../test/support/fake-clock.js'
import { hushWarning } from '../../../test/support/hush-warning.js'
import { scriptedProxy } from '../../../test/support/scripted-proxy.js'
import { createLive } from '../live/create-live.js'

/** Polling for these of 250 requests, of which the list shows the newest, `r249`, first. */
async function poll(...watched: number[]) {
  const proxy = await scriptedProxy({ live: 'poll' })
  const { tracker } = proxy.client.use(createLive)
  for (let at = 0; at < 250; at++) proxy.put({ id: `r${at}` })
  for (const at of watched) tracker.watch(`r${at}`)
  await settle()
  const pages = () =>
    proxy.calls.flatMap(({ path }) => /^\/requests\?.*\bpage=(\d+)/.exec(path)?.[1] ?? []).map(Number)
  const singles = () => proxy.calls.filter(({ path }) => !path.includes('?')).map(({ path }) => path)
  return { ...proxy, tracker, pages, singles }
}

describe('the pages of the list', () => {
  it('are not turned where the first has all', async () => {
    const { clock, pages, singles } = await poll(249, 200)
    await clock.advance(10_000)
    expect(new Set(pages())).toEqual(new Set([1]))
    expect(singles()).toEqual([])
  })

  it('are turned while that is cheaper than to read what is missing one by one', async () => {
    const { clock, pages, singles } = await poll(149, 148)
    await clock.advance(6_000)
    expect(pages().slice(0, 4)).toEqual([1, 2, 1, 2])
    expect(singles()).toEqual([])
  })

  it('are not turned for a single request that the first lacks', async () => {
    const { clock, pages, singles } = await poll(0)
    await clock.advance(2_500)
    expect(pages().slice(0, 3)).toEqual([1, 2, 1])
    expect(singles()).toEqual(['/requests/r0'])
  })

  it('end with the last: what none of them has is read by itself', async () => {
    const { clock, put, tracker, items, pages, singles } = await poll()
    for (let at = 0; at < 4; at++) {
      put({ id: `gone${at}` })
      tracker.watch(`gone${at}`)
    }
    for (let at = 0; at < 4; at++) items.delete(`gone${at}`)
    await settle()
    await clock.advance(6_000)
    expect(pages().slice(0, 4)).toEqual([1, 2, 3, 1])
    expect(new Set(singles())).toEqual(new Set([0, 1, 2, 3].map((at) => `/requests/gone${at}`)))
  })

  it('start again after one that could not be read', async () => {
    const { clock, script, items, pages } = await poll(149, 148)
    script.onList = (page) =>
      page === 2
        ? Response.json({ error: 'Internal' }, { status: 500 })
        : Response.json({ ...listOf(), data: [items.get('r249')] })
    await clock.advance(8_000)
    expect(pages().slice(0, 4)).toEqual([1, 2, 1, 2])
  })

  it('end with one that is empty, whatever the number of pages says', async () => {
    const { clock, script, pages } = await poll(149, 148)
    script.onList = () => Response.json({ ...listOf(), data: [], totalPages: 9 })
    await clock.advance(1_200)
    const before = pages().length
    await clock.advance(8_000)
    expect(new Set(pages().slice(before))).toEqual(new Set([1]))
  })
})

const listOf = () => ({ page: 1, limit: 100, total: 250, totalPages: 3, data: [] as object[] })

describe('a list that asks for a pause', () => {
  it('is left alone for so long, and asked at once when a user reconnects', async () => {
    const { clock, script, pages, tracker } = await poll(249)
    script.onList = () =>
      Response.json({ error: 'Slow down' }, { status: 429, headers: { 'retry-after': '600' } })
    await clock.advance(3_000)
    const before = pages().length
    await clock.advance(500_000)
    tracker.watch('r248')
    await clock.advance(2_000)
    expect(pages().length).toBe(before)
    tracker.reconnect()
    await clock.advance(1)
    expect(pages().length).toBe(before + 1)
  })
})

describe('where the list is refused', () => {
  it('single reads go round: each request has its turn, five a tick', async () => {
    const hushed = hushWarning(/No list/)
    const { clock, script, singles, pages } = await poll(1, 2, 3, 4, 5, 6, 7)
    script.onList = () => Response.json({ error: 'No list' }, { status: 403 })
    while (singles().length === 0) await clock.advance(500)
    expect(singles()).toEqual([1, 2, 3, 4, 5].map((at) => `/requests/r${at}`))
    const tick = pages().length
    while (pages().length === tick) await clock.advance(500)
    expect(singles().slice(5)).toEqual([6, 7, 1, 2, 3].map((at) => `/requests/r${at}`))
    expect(hushed.length).toBe(1)
  })
})
