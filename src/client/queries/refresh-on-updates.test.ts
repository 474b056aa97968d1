// @vitest-environment node
import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it, onTestFinished } from 'vitest'
import { settle } from '../../../test/support/fake-clock.js'
import { scriptedProxy } from '../../../test/support/scripted-proxy.js'
import { modelRunnerKeys } from './keys.js'
import { refreshOnUpdates } from './refresh-on-updates.js'
import { createLive } from '../live/create-live.js'

/** A page that shows the balance, and counts how often it goes out of date. */
async function open() {
  const proxy = await scriptedProxy()
  const { client } = proxy
  const queryClient = new QueryClient()
  const balance = modelRunnerKeys.balance(client.config.scope)
  queryClient.setQueryData(balance, {})
  let times = 0
  onTestFinished(
    queryClient.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'invalidate') times++
      if (queryClient.getQueryState(balance)?.isInvalidated) queryClient.setQueryData(balance, {})
    }),
  )
  onTestFinished(() => queryClient.clear())
  onTestFinished(refreshOnUpdates(client, queryClient))
  return { ...proxy, refreshed: () => times }
}

describe('the balance of a page', () => {
  it('is read again once when a run of this page ends', async () => {
    const { client, clock, put, done, stream, refreshed } = await open()
    put({ id: 'a' })
    client.use(createLive).tracker.watch('a')
    await settle()
    await stream().snapshot('a')
    await stream().update(done('a'))
    await stream().update(done('a'))
    await clock.advance(5_000)
    expect(refreshed()).toBe(1)
  })

  it('is read again once for a run that was resumed and ended before the stream was up', async () => {
    const { client, clock, put, done, stream, refreshed } = await open()
    client.use(createLive).tracker.watch('a')
    await settle()
    put(done('a'))
    await stream().snapshot()
    await client.use(createLive).tracker.refresh('a')
    await clock.advance(5_000)
    expect([client.use(createLive).requests.peek('a')?.outcome, refreshed()]).toEqual(['succeeded', 1])
  })

  it('stays as it is for a run that ended long ago, and for those of others', async () => {
    const { client, clock, put, done, stream, refreshed } = await open()
    put({ ...done('old'), updatedAt: new Date(clock.now() - 3_600_000).toISOString() })
    client.use(createLive).tracker.watch('old')
    await settle()
    await stream().snapshot()
    await stream().update(done('of somebody else'))
    await clock.advance(5_000)
    expect([client.use(createLive).requests.peek('old')?.outcome, refreshed()]).toEqual(['succeeded', 0])
  })
})
