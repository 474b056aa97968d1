// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { settle } from '../../../test/support/fake-clock.js'
import { hushWarning, NO_STREAM } from '../../../test/support/hush-warning.js'
import { openTabs } from '../../../test/support/open-tabs.js'
import { scriptedProxy } from '../../../test/support/scripted-proxy.js'
import { createLive } from '../live/create-live.js'

const HOUR = 3_600_000

/** The machine's clock is set, by an hour back or on. */
const STEPS = [
  ['back', -HOUR],
  ['on', HOUR],
] as const

describe.each(STEPS)('a clock that is set %s', (_, ms) => {
  it('does not change for how long a refused list is not asked for', async () => {
    const proxy = await scriptedProxy({ live: 'poll' })
    const { client, clock, script, put, calls } = proxy
    put({ id: 'r1' })
    client.use(createLive).tracker.watch('r1')
    script.onList = () => Response.json({ error: 'slow' }, { status: 429, headers: { 'retry-after': '20' } })
    await clock.advance(100)
    const before = calls.length
    clock.step(ms)
    // Something new plans the next call anew.
    put({ id: 'r2' })
    client.use(createLive).tracker.watch('r2')
    await clock.advance(15_000)
    expect(calls.length).toBe(before)
    await clock.advance(10_000)
    expect(calls.length).toBe(before + 1)
  })

  it('does not change when what is new is polled for', async () => {
    const { client, clock, put, calls } = await scriptedProxy({ live: 'poll' })
    put({ id: 'r1' })
    client.use(createLive).tracker.watch('r1')
    await clock.advance(60_000)
    const eased = calls.length
    while (calls.length === eased) await clock.advance(100)
    clock.step(ms)
    const before = calls.length
    put({ id: 'r2' })
    client.use(createLive).tracker.watch('r2')
    await clock.advance(1_500)
    expect(calls.length - before).toBeGreaterThanOrEqual(1)
    expect(calls.length - before).toBeLessThanOrEqual(2)
  })

  it('does not hide that the tab that has the stream is frozen', async () => {
    const { clock, emulator, browser, apps, run, outcome } = openTabs(2)
    emulator.set({ slowMs: 80_000 })
    await run(apps[0], 'first')
    await run(apps[1], 'second')
    await clock.advance(20_000)
    apps[0]?.tab.freeze()
    browser.clockOffMs += ms
    await clock.advance(90_000)
    expect(outcome(apps[1], 'second')).toBe('succeeded')
    expect(emulator.streams().opened).toBeGreaterThan(1)
  })
})

it('sends a new tab the time of the next attempt, though the clock was set meanwhile', async () => {
  hushWarning(NO_STREAM)
  const { clock, emulator, browser, apps, openTab, run } = openTabs(1)
  emulator.set({ faults: [{ route: 'stream', status: 404 }] })
  await run(apps[0], 'first')
  await clock.advance(1_000)
  const before = apps[0]?.client.use(createLive).tracker.connection.getState().retryAt ?? 0
  browser.clockOffMs += HOUR
  const late = openTab()
  late.tab.run(() => void late.show({ name: 'first', endpoint: 'test/slow' }, true))
  await clock.advance(100)
  const { retryAt = 0 } = late.client.use(createLive).tracker.connection.getState()
  expect(Math.abs(retryAt - HOUR - before)).toBeLessThan(1_000)
})

it('checks a run without updates in its time, though the clock was set back', async () => {
  const { client, clock, put, calls, stream, done, outcome } = await scriptedProxy()
  put({ id: 'r1', status: 'IN_PROGRESS' })
  client.use(createLive).tracker.watch('r1')
  await settle()
  await stream().snapshot('r1')
  const reads = () => calls.filter(({ path }) => path !== '/requests/stream').length
  await clock.advance(10_000)
  await stream().send(': hb\n\n')
  clock.step(-HOUR)
  await clock.advance(10_000)
  expect(reads()).toBe(0)
  put(done('r1'))
  for (let at = 0; at < 5; at++) {
    if (stream().isOpen) await stream().send(': hb\n\n')
    await clock.advance(15_000)
  }
  expect(outcome('r1')).toBe('succeeded')
})
