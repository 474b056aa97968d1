import { describe, expect, it } from 'vitest'
import { settle } from '../../../test/support/fake-clock.js'
import { scriptedProxy } from '../../../test/support/scripted-proxy.js'

const forbidden = () => Response.json({ error: 'Forbidden' }, { status: 403 })

/** A live stream that another request holds, and one that could not be read. */
async function open() {
  const proxy = await scriptedProxy()
  const { client, put, stream, script } = proxy
  for (const id of ['other', 'lost']) put({ id, status: 'IN_PROGRESS' })
  const leave = client.tracker.watch('other')
  await settle()
  await stream().snapshot('other')
  script.onItem = forbidden
  client.tracker.watch('lost')
  await settle()
  const error = () => client.requests.peek('lost')?.error
  return { ...proxy, leave, error }
}

describe('a request that could not be read', () => {
  it('is told anew where reading it again fails', async () => {
    const { client, error } = await open()
    const before = error()
    expect(before?.kind).toBe('forbidden')
    await client.tracker.refresh('lost')
    expect(error()?.kind).toBe('forbidden')
    expect(error()).not.toBe(before)
  })

  it('is followed to its end from when it can be read', async () => {
    const { client, clock, script, leave, error, stream, done, outcome, state } = await open()
    script.onItem = undefined
    await client.tracker.refresh('lost')
    expect(error()).toBeUndefined()
    leave()
    await clock.advance(5_000)
    await stream().update(done('lost'))
    expect(outcome('lost')).toBe('succeeded')
    await clock.advance(5_000)
    expect([state(), clock.pending]).toEqual(['idle', 0])
  })

  it('is followed to its end from when the stream tells of it', async () => {
    const { clock, leave, error, stream, done, outcome, state } = await open()
    await stream().update({ id: 'lost', status: 'IN_PROGRESS' })
    expect(error()).toBeUndefined()
    leave()
    await clock.advance(5_000)
    await stream().update(done('lost'))
    expect(outcome('lost')).toBe('succeeded')
    await clock.advance(5_000)
    expect([state(), clock.pending]).toEqual(['idle', 0])
  })

  it('is followed so as well where the stream had told of it before', async () => {
    const { client, clock, leave, error, stream, done, outcome } = await open()
    await stream().update({ id: 'lost', status: 'IN_PROGRESS' })
    await client.tracker.refresh('lost')
    expect(error()?.kind).toBe('forbidden')
    await stream().update({ id: 'lost', status: 'IN_PROGRESS' })
    expect(error()).toBeUndefined()
    leave()
    await clock.advance(5_000)
    await stream().update(done('lost'))
    expect(outcome('lost')).toBe('succeeded')
  })
})
