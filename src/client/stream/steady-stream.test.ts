import { expect, it } from 'vitest'
import { settle } from '../../../test/support/fake-clock.js'
import { scriptedProxy } from '../../../test/support/scripted-proxy.js'
import { createLive } from '../live/create-live.js'

it('a stream that was steady is opened again at once each time it breaks, and never replaced by polling', async () => {
  const { client, clock, put, streams, stream, state } = await scriptedProxy()
  put({ id: 'r1', status: 'IN_PROGRESS' })
  client.use(createLive).tracker.watch('r1')
  await settle()
  for (let breaks = 1; breaks <= 8; breaks++) {
    await stream().snapshot('r1')
    // Some proxies end every stream after a while.
    await clock.advance(20_000)
    expect(state()).toBe('live')
    await stream().break()
    expect(state()).not.toBe('polling')
    // Within the first wait between two tries: those before do not count.
    await clock.advance(600)
    expect(streams.length).toBe(breaks + 1)
  }
})
