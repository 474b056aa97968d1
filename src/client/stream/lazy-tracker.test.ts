import { expect, it } from 'vitest'
import { settle } from '../../../test/support/fake-clock.js'
import { scriptedProxy } from '../../../test/support/scripted-proxy.js'
import { LINGER_MS } from './tracker.js'
import { createLive } from '../live/create-live.js'

it('watches from the moment its code is there what was wanted before', async () => {
  const { client, clock, put, done, stream, state, outcome } = await scriptedProxy()
  put({ id: 'r1', status: 'IN_PROGRESS' })
  const unwatch = client.use(createLive).tracker.watch('r1')
  expect(state()).toBe('connecting')
  await settle()
  await stream().snapshot('r1')
  await stream().update(put(done('r1')))
  expect(outcome('r1')).toBe('succeeded')
  unwatch()
  await clock.advance(60_000)
  expect(state()).toBe('idle')
})

it('begins nothing that was given up by then', async () => {
  const { client, calls, state } = await scriptedProxy()
  client.use(createLive).tracker.watch('r1')()
  expect(state()).toBe('idle')
  await settle()
  expect(state()).toBe('idle')
  expect(calls).toEqual([])
})

it('opens the connection for a submit that was answered by then: its run may end at once', async () => {
  const { client, clock, put, done, stream, state } = await scriptedProxy()
  const ended: string[] = []
  client.use(createLive).requests.onItem(({ id }) => ended.push(id))
  client.use(createLive).tracker.hold()()
  await settle()
  await stream().snapshot()
  expect(state()).toBe('live')
  await stream().update(put(done('r1')))
  expect(ended).toEqual(['r1'])
  await clock.advance(60_000)
  expect(state()).toBe('idle')
})

it('holds the state of what is wanted no longer than it is', async () => {
  const { client, put } = await scriptedProxy()
  const unwatch = client.use(createLive).tracker.watch('r1')
  client.use(createLive).requests.applyItem(put({ id: 'r1' }))
  await settle()
  const other = client.use(createLive).requests.subscribe('r1')
  const seeOthers = () => {
    for (let at = 0; at < 2_000; at++) client.use(createLive).requests.subscribe(`other-${at}`)()
  }
  unwatch()
  unwatch()
  seeOthers()
  expect(client.use(createLive).requests.peek('r1')).toBeDefined()
  other()
  seeOthers()
  expect(client.use(createLive).requests.peek('r1')).toBeUndefined()
})

it('lets the connection go when the outcome is known by then', async () => {
  const { client, clock, put, done, state } = await scriptedProxy()
  client.use(createLive).tracker.watch('r1')
  client.use(createLive).requests.applyItem(put({ ...done('r1') }))
  await settle()
  await clock.advance(LINGER_MS)
  expect(state()).toBe('idle')
})

it('reads what was asked for before, once', async () => {
  const { client, put, done, count, state, outcome } = await scriptedProxy()
  put(done('r1'))
  await client.use(createLive).tracker.refresh('r1')
  expect(outcome('r1')).toBe('succeeded')
  expect(count('/requests/r1')).toBe(1)
  expect(state()).toBe('idle')
})

it('forgets on close what was wanted, and answers who waits', async () => {
  const { client, calls, state } = await scriptedProxy()
  const unwatch = client.use(createLive).tracker.watch('r1')
  const refreshed = client.use(createLive).tracker.refresh('r1')
  client.close()
  await refreshed
  await settle()
  unwatch()
  expect(state()).toBe('idle')
  expect(calls).toEqual([])
})
