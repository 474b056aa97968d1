import { afterEach, describe, expect, it, vi } from 'vitest'
import { settle } from '../../../test/support/fake-clock.js'
import { hushWarning, NO_STREAM } from '../../../test/support/hush-warning.js'
import { scriptedProxy } from '../../../test/support/scripted-proxy.js'
import type { LiveMode } from '../config.js'
import { createLive } from '../live/create-live.js'

const refuse = () => Promise.reject<Response>(new TypeError('Failed to fetch'))

function setOnline(online: boolean) {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(online)
  window.dispatchEvent(new Event(online ? 'online' : 'offline'))
}

function setVisible(visible: boolean) {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visible ? 'visible' : 'hidden')
  document.dispatchEvent(new Event('visibilitychange'))
}

afterEach(() => vi.restoreAllMocks())

/** One request is watched; `live` and `auto` modes have their stream up. */
async function open(live: LiveMode = 'auto') {
  const proxy = await scriptedProxy({ live })
  proxy.put({ id: 'a' })
  const unwatch = proxy.client.use(createLive).tracker.watch('a')
  await settle()
  if (proxy.streams.length) await proxy.stream().snapshot('a')
  const { client } = proxy
  return { ...proxy, unwatch, connection: () => client.use(createLive).tracker.connection.getState() }
}

/** A proxy through which no stream comes. */
async function openPolling() {
  hushWarning(NO_STREAM)
  const proxy = await open()
  proxy.script.onStream = () => Promise.resolve(Response.json({ error: 'Not found' }, { status: 404 }))
  await proxy.stream().break()
  await proxy.clock.advance(1_000)
  expect(proxy.state()).toBe('polling')
  return proxy
}

describe('the state of the connection', () => {
  it('is offline as soon as the network is lost, and the stream reconnects as soon as it is back', async () => {
    const { clock, streams, stream, state } = await open()
    await clock.advance(5_000)
    setOnline(false)
    expect(state()).toBe('offline')
    await clock.advance(5_000)
    setOnline(true)
    expect(state()).toBe('connecting')
    await settle()
    expect([streams.length, streams[0]?.isOpen]).toEqual([2, false])
    await stream().snapshot('a')
    expect(state()).toBe('live')
  })

  it('is offline while nothing can be opened without a network', async () => {
    const { clock, stream, script, state } = await open()
    setOnline(false)
    script.onStream = refuse
    script.onList = refuse
    await stream().break()
    await clock.advance(60_000)
    expect(state()).toBe('offline')
    script.onStream = undefined
    setOnline(true)
    await settle()
    await stream().snapshot('a')
    expect(state()).toBe('live')
  })

  it('believes what comes more than what the browser says: a stream from this machine', async () => {
    const { stream, state, done, outcome, put, client } = await open()
    put({ id: 'b' })
    client.use(createLive).tracker.watch('b', { fresh: true })
    setOnline(false)
    await stream().update(done('a'))
    expect([state(), outcome('a')]).toEqual(['live', 'succeeded'])
  })

  it('believes answers, too: polling from this machine', async () => {
    const { clock, state } = await open('poll')
    setOnline(false)
    expect(state()).toBe('offline')
    await clock.advance(10_000)
    expect(state()).toBe('polling')
  })

  it('is polling again, not connecting, when the network is back where no stream comes through', async () => {
    const { clock, state, script, put, done, outcome } = await openPolling()
    setOnline(false)
    script.onList = refuse
    await clock.advance(60_000)
    expect(state()).toBe('offline')
    script.onList = undefined
    put(done('a'))
    setOnline(true)
    expect(state()).toBe('polling')
    await clock.advance(0)
    expect(outcome('a')).toBe('succeeded')
  })

  it('shows when the stream is retried, and nothing while it is retried', async () => {
    const { clock, connection, script } = await openPolling()
    const { retryAt = 0 } = connection()
    expect(retryAt).toBeGreaterThan(clock.now())
    script.onStream = () => new Promise(() => {})
    await clock.advance(retryAt - clock.now())
    expect(connection()).toMatchObject({ state: 'polling', retryAt: undefined })
    await clock.advance(10_000)
    expect(connection().retryAt).toBeGreaterThan(clock.now())
  })

  it('stays as it is while the page is hidden', async () => {
    for (const { state, clock, stream, streams } of [await open(), await openPolling()]) {
      const before = state()
      setVisible(false)
      for (let seconds = 0; seconds < 120; seconds += 20) {
        await clock.advance(20_000)
        if (streams.at(-1)?.isOpen) await stream().send(': hb\n\n')
        expect(state()).toBe(before)
      }
      setVisible(true)
    }
  })

  it.each<LiveMode>(['auto', 'stream', 'poll'])(
    'is idle a moment after the last watcher left, mode %s',
    async (live) => {
      const { clock, client, unwatch, state, streams, calls } = await open(live)
      expect(state()).toBe(live === 'poll' ? 'polling' : 'live')
      unwatch()
      await clock.advance(live === 'poll' ? 1_000 : 31_000)
      expect([state(), clock.pending, streams.filter(({ isOpen }) => isOpen)]).toEqual(['idle', 0, []])
      const before = calls.length
      setOnline(false)
      setOnline(true)
      client.use(createLive).tracker.reconnect()
      await clock.advance(60_000)
      expect([state(), calls.length - before]).toEqual(['idle', 0])
    },
  )

  it('is idle after the last watcher left without a network, too', async () => {
    const { clock, unwatch, state } = await open()
    setOnline(false)
    unwatch()
    await clock.advance(1_000)
    expect([state(), clock.pending]).toEqual(['idle', 0])
  })

  it('stays idle with live off', async () => {
    const { clock, client, state, calls } = await open('off')
    expect(state()).toBe('idle')
    setOnline(false)
    setOnline(true)
    setVisible(true)
    client.use(createLive).tracker.reconnect()
    const release = client.use(createLive).tracker.hold()
    await clock.advance(60_000)
    expect([state(), calls.length, clock.pending]).toEqual(['idle', 1, 0])
    release()
  })
})
