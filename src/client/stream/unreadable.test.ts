import { describe, expect, it } from 'vitest'
import { settle } from '../../../test/support/fake-clock.js'
import { hushWarning } from '../../../test/support/hush-warning.js'
import { scriptedProxy } from '../../../test/support/scripted-proxy.js'
import { createLive } from '../live/create-live.js'

const forbidden = () => Response.json({ error: 'Forbidden' }, { status: 403 })

/** A live stream that another request holds, and one that could not be read. */
async function open() {
  const proxy = await scriptedProxy()
  const { client, put, stream, script } = proxy
  for (const id of ['other', 'lost']) put({ id, status: 'IN_PROGRESS' })
  const leave = client.use(createLive).tracker.watch('other')
  await settle()
  await stream().snapshot('other')
  script.onItem = forbidden
  client.use(createLive).tracker.watch('lost')
  await settle()
  const error = () => client.use(createLive).requests.peek('lost')?.error
  return { ...proxy, leave, error }
}

describe('a request that could not be read', () => {
  it('is reported again when another read fails', async () => {
    const { client, error } = await open()
    const before = error()
    expect(before?.kind).toBe('forbidden')
    await client.use(createLive).tracker.refresh('lost')
    expect(error()?.kind).toBe('forbidden')
    expect(error()).not.toBe(before)
  })

  it('is followed to its end from when it can be read', async () => {
    const { client, clock, script, leave, error, stream, done, outcome, state } = await open()
    script.onItem = undefined
    await client.use(createLive).tracker.refresh('lost')
    expect(error()).toBeUndefined()
    leave()
    await clock.advance(5_000)
    await stream().update(done('lost'))
    expect(outcome('lost')).toBe('succeeded')
    await clock.advance(31_000)
    expect([state(), clock.pending]).toEqual(['idle', 0])
  })

  it('is tracked to its end from the first event of the stream', async () => {
    const { clock, leave, error, stream, done, outcome, state } = await open()
    await stream().update({ id: 'lost', status: 'IN_PROGRESS' })
    expect(error()).toBeUndefined()
    leave()
    await clock.advance(5_000)
    await stream().update(done('lost'))
    expect(outcome('lost')).toBe('succeeded')
    await clock.advance(31_000)
    expect([state(), clock.pending]).toEqual(['idle', 0])
  })

  it('is tracked in the same way when the stream had reported it before', async () => {
    const { client, clock, leave, error, stream, done, outcome } = await open()
    await stream().update({ id: 'lost', status: 'IN_PROGRESS' })
    await client.use(createLive).tracker.refresh('lost')
    expect(error()?.kind).toBe('forbidden')
    await stream().update({ id: 'lost', status: 'IN_PROGRESS' })
    expect(error()).toBeUndefined()
    leave()
    await clock.advance(5_000)
    await stream().update(done('lost'))
    expect(outcome('lost')).toBe('succeeded')
  })

  it.each([
    ['an expired session', () => Response.json({ error: 'Sign in' }, { status: 401 })],
    ['a firewall', forbidden],
    ['a replica that lags', () => Response.json({ error: 'Request not found' }, { status: 404 })],
    [
      'a page',
      () => new Response('<!doctype html><p>Sign in</p>', { headers: { 'content-type': 'text/html' } }),
    ],
    ['a server in trouble', () => Response.json({ error: 'Internal' }, { status: 500 })],
  ])('by %s stays pending, says so, and is read again until it can be', async (_, refusal) => {
    hushWarning(/./)
    const { client, clock, put, done, script, stream, streams, count, outcome, error } = await open()
    script.onItem = refusal
    // No event says more of it: only reading does.
    await clock.advance(30_000)
    if (streams.at(-1)?.isOpen) await stream().send(': hb\n\n')
    await clock.advance(29_000)
    expect(outcome('lost')).toBe('pending')
    expect(error()).toBeDefined()
    const reads = count('/requests/lost')
    expect(reads).toBeGreaterThan(3)
    expect(reads).toBeLessThan(12)
    put(done('lost'))
    script.onItem = undefined
    client.use(createLive).tracker.reconnect()
    await settle()
    expect([outcome('lost'), error()]).toEqual(['succeeded', undefined])
  })

  it('is read at once after online, focus and reconnect, whatever Retry-After said', async () => {
    const { client, script, count } = await open()
    script.onItem = () =>
      Response.json({ error: 'Slow down' }, { status: 429, headers: { 'retry-after': '3600' } })
    await client.use(createLive).tracker.refresh('lost')
    for (const act of [
      () => client.use(createLive).tracker.reconnect(),
      () => window.dispatchEvent(new Event('online')),
      () => window.dispatchEvent(new Event('focus')),
    ]) {
      const before = count('/requests/lost')
      act()
      await settle()
      expect(count('/requests/lost')).toBe(before + 1)
    }
  })
})
