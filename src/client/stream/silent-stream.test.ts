import { describe, expect, it } from 'vitest'
import { settle } from '../../../test/support/fake-clock.js'
import { hushWarning, NO_STREAM } from '../../../test/support/hush-warning.js'
import { scriptedProxy } from '../../../test/support/scripted-proxy.js'
import { createLive } from '../live/create-live.js'

describe('a stream that brings no byte, as behind a proxy that buffers', () => {
  it('is polled beside after 2 s, while it may still come', async () => {
    const { client, clock, put, count, streams, state } = await scriptedProxy()
    put({ id: 'r1' })
    client.use(createLive).tracker.watch('r1')
    await clock.advance(1_900)
    expect([count('/requests'), state()]).toEqual([0, 'connecting'])
    await clock.advance(300)
    expect([count('/requests'), state()]).toEqual([1, 'polling'])
    expect(streams[0]?.isOpen).toBe(true)
  })

  it('is not opened for the next run: that one is polled for at once', async () => {
    hushWarning(NO_STREAM)
    const { client, clock, put, done, count, streams, state } = await scriptedProxy()
    put({ id: 'r1' })
    const stop = client.use(createLive).tracker.watch('r1')
    await clock.advance(15_000)
    stop()
    await clock.advance(5_000)
    expect(state()).toBe('idle')
    const [opened, polled] = [streams.length, count('/requests')]
    put({ id: 'r2' })
    client.use(createLive).tracker.watch('r2')
    await clock.advance(500)
    expect([streams.length, state()]).toEqual([opened, 'polling'])
    expect(count('/requests')).toBeGreaterThan(polled)
    put(done('r2'))
    await clock.advance(10_000)
    expect(client.use(createLive).requests.peek('r2')?.outcome).toBe('succeeded')
  })
})

it('a stream is let go when the page is frozen, and opened again when it resumes', async () => {
  const { client, clock, put, streams, stream } = await scriptedProxy()
  put({ id: 'r1' })
  client.use(createLive).tracker.watch('r1')
  await settle()
  await stream().snapshot('r1')
  document.dispatchEvent(new Event('freeze'))
  await settle()
  expect(stream().isOpen).toBe(false)
  await clock.advance(100_000)
  expect(streams.length).toBe(1)
  document.dispatchEvent(new Event('resume'))
  await settle()
  expect(streams.length).toBe(2)
  expect(stream().isOpen).toBe(true)
})
