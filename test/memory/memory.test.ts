// @vitest-environment node
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { followRequests } from '../../src/client/queries/follow-requests.js'
import { requestsQuery } from '../../src/client/queries/requests-query.js'
import { createRun } from '../../src/client/runs/create-run.js'
import { heapLeftBy } from './heap-left-by.js'
import { itemOf, steadyStream } from './steady-stream.js'
import { createLive } from '../../src/client/live/create-live.js'

/** What a collection leaves lying about, bytes. A forgotten id of each of 10,000 requests comes to 670,000. */
const NOISE = 150_000

/** Never the same, so that nothing is known from the round before. */
let lastId = 0
const newIds = (count: number) => Array.from({ length: count }, () => `request-${++lastId}`)

async function inChunks(ids: readonly string[], work: (chunk: readonly string[]) => Promise<void>) {
  for (let at = 0; at < ids.length; at += 1_000) await work(ids.slice(at, at + 1_000))
}

// Slow only on a machine that is busy with other things.
describe('the heap goes back to where it was', { timeout: 60_000 }, () => {
  it('after 10,000 requests were watched to their end and let go', async () => {
    const { client, updates } = await steadyStream()
    const left = await heapLeftBy(async () => {
      const ids = newIds(10_000)
      const stops = ids.flatMap((id) => [
        client.use(createLive).requests.subscribe(id, () => {}),
        client.use(createLive).tracker.watch(id, { fresh: true }),
      ])
      await inChunks(ids, (chunk) => updates(chunk.map((id) => itemOf(id, 'IN_QUEUE'))))
      await inChunks(ids, (chunk) => updates(chunk.map((id) => itemOf(id, 'COMPLETED'))))
      expect(client.use(createLive).requests.peek(ids[9_999] ?? '')?.outcome).toBe('succeeded')
      // The platform says it twice.
      await inChunks(ids, (chunk) => updates(chunk.map((id) => itemOf(id, 'COMPLETED'))))
      for (const stop of stops) stop()
    })
    expect(left).toBeLessThan(NOISE)
  })

  it('after 10,000 requests were let go before they ended', async () => {
    const { client, updates } = await steadyStream()
    const left = await heapLeftBy(async () => {
      await inChunks(newIds(10_000), async (chunk) => {
        const stops = chunk.map((id) => client.use(createLive).tracker.watch(id, { fresh: true }))
        await updates(chunk.map((id) => itemOf(id, 'IN_QUEUE')))
        for (const stop of stops) stop()
        await updates(chunk.map((id) => itemOf(id, 'COMPLETED')))
      })
    })
    expect(left).toBeLessThan(NOISE)
  })

  it('after 10,000 requests of other users', async () => {
    const { updates } = await steadyStream()
    const left = await heapLeftBy(() =>
      inChunks(newIds(10_000), async (chunk) => {
        await updates(chunk.map((id) => itemOf(id, 'IN_QUEUE')))
        // Billing settles later, and that is no transition that the stream tells.
        await updates(chunk.map((id) => itemOf(id, 'COMPLETED', { billingStatus: 'pending' })))
      }),
    )
    expect(left).toBeLessThan(NOISE)
  })

  it('after 3,000 submits that nobody watched', async () => {
    const { client, updates } = await steadyStream()
    const left = await heapLeftBy(async () => {
      for (let at = 0; at < 3_000; at += 100) {
        const submits = Array.from({ length: 100 }, () => createRun(client, 'test/echo').submit({}))
        const ids = (await Promise.all(submits)).map(({ requestId }) => requestId)
        await updates(ids.map((id) => itemOf(id, 'COMPLETED')))
      }
    })
    expect(left).toBeLessThan(NOISE)
  })

  it('after 100 streams that broke', async () => {
    const { reconnect } = await steadyStream()
    const left = await heapLeftBy(async () => {
      for (let at = 0; at < 100; at++) await reconnect(newIds(20).map((id) => itemOf(id, 'IN_QUEUE')))
    })
    expect(left).toBeLessThan(NOISE)
  })

  it('after a history was followed through 5,000 requests', async () => {
    const { client, updates } = await steadyStream()
    const queryClient = new QueryClient({ defaultOptions: { queries: { gcTime: 0 } } })
    const left = await heapLeftBy(async () => {
      // One of all, and one that these requests come into and leave without ever being a row of it.
      const stops = [{}, { status: 'FAILED' as const }].flatMap((filters) => {
        const observer = new QueryObserver(queryClient, requestsQuery(client, queryClient, filters).list)
        return [followRequests(client, queryClient, filters), observer.subscribe(() => {})]
      })
      await inChunks(newIds(5_000), async (chunk) => {
        await updates(chunk.map((id) => itemOf(id, 'IN_QUEUE')))
        await updates(chunk.map((id) => itemOf(id, 'COMPLETED')))
      })
      for (const stop of stops) stop()
      await expect.poll(() => queryClient.getQueryCache().getAll()).toEqual([])
    })
    expect(left).toBeLessThan(NOISE)
  })
})
