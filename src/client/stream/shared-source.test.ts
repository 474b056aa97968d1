// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { LockSupport } from '../../../test/simulation/browser.js'
import { settle } from '../../../test/support/fake-clock.js'
import { hushWarning, NO_STREAM } from '../../../test/support/hush-warning.js'
import { openTabs } from '../../../test/support/open-tabs.js'
import { createLive } from '../live/create-live.js'

describe('tabs of one user', () => {
  it('share one stream: ten tabs, ten runs, no read', async () => {
    const { clock, emulator, apps, run, outcome, reads } = openTabs(10)
    for (const [at, app] of apps.entries()) await run(app, `run-${at}`)
    await clock.advance(28_000)
    expect(emulator.streams()).toEqual({ open: 1, opened: 1 })
    expect(reads()).toBe(0)
    await clock.advance(30_000)
    expect(apps.map((app, at) => outcome(app, `run-${at}`))).toEqual(apps.map(() => 'succeeded'))
    await clock.advance(31_000)
    expect(emulator.streams().open).toBe(0)
  })

  it('hand the stream over within 2 s when the one that has it closes, and miss nothing', async () => {
    const { clock, emulator, apps, run, outcome, reads } = openTabs(3)
    for (const [at, app] of apps.entries()) await run(app, `run-${at}`)
    await clock.advance(1_000)
    // Its run ends while nobody listens: between the closing and the next stream's snapshot.
    emulator.set({ faults: [{ route: 'stream', delayMs: 1_000, times: 1 }], slowMs: 0 })
    await run(apps[1], 'short', 'test/instant')
    apps[0]?.tab.kill()
    await clock.advance(2_000)
    expect(emulator.streams()).toEqual({ open: 1, opened: 2 })
    await clock.advance(60_000)
    expect([outcome(apps[1], 'run-1'), outcome(apps[2], 'run-2'), outcome(apps[1], 'short')]).toEqual(
      Array(3).fill('succeeded'),
    )
    expect(reads()).toBeLessThanOrEqual(1)
  })

  it('gives a newcomer its snapshot from the one that has the stream', async () => {
    const { clock, emulator, apps, openTab, run, outcome } = openTabs(1)
    await run(apps[0], 'shared')
    const other = openTab()
    other.tab.run(() => void other.show({ name: 'shared', endpoint: 'test/slow' }, true))
    await clock.advance(100)
    expect(emulator.streams().opened).toBe(1)
    expect(other.client.use(createLive).tracker.connection.getState().state).toBe('live')
    await clock.advance(60_000)
    expect(outcome(other, 'shared')).toBe('succeeded')
  })

  it('send a new connection what is in flight, and the others nothing twice', async () => {
    const { clock, apps, openTab, run } = openTabs(2)
    for (const [at, app] of apps.entries()) await run(app, `run-${at}`)
    let emitted = 0
    for (const { client } of apps) client.use(createLive).tracker.connection.subscribe(() => emitted++)
    const late = openTab()
    late.tab.run(() => void late.show({ name: 'run-0', endpoint: 'test/slow' }, true))
    await clock.advance(100)
    expect(late.client.use(createLive).tracker.connection.getState().state).toBe('live')
    expect(emitted).toBe(0)
  })

  it('do without one that is frozen, and listen to it again when it wakes', async () => {
    const { clock, emulator, apps, run, outcome } = openTabs(2)
    await run(apps[0], 'first')
    await run(apps[1], 'second')
    emulator.set({ slowMs: 300_000 })
    await run(apps[1], 'long')
    apps[0]?.tab.freeze()
    await clock.advance(75_000)
    expect(emulator.streams().open).toBe(2)
    expect(outcome(apps[1], 'second')).toBe('succeeded')
    apps[0]?.tab.thaw()
    await clock.advance(30_000)
    expect(emulator.streams().open).toBe(1)
    await clock.advance(300_000)
    expect([outcome(apps[0], 'first'), outcome(apps[1], 'long')]).toEqual(['succeeded', 'succeeded'])
  })

  it('hand the stream over at once when the page that has it is left, and may come back', async () => {
    const { clock, emulator, apps, run, outcome } = openTabs(2)
    const [left, other] = apps
    await run(left, 'first')
    await run(other, 'second')
    left?.tab.run(() => left.tab.window.dispatchEvent(new Event('pagehide')))
    left?.tab.freeze()
    await clock.advance(1_000)
    expect(emulator.streams()).toEqual({ open: 1, opened: 2 })
    await clock.advance(60_000)
    expect(outcome(other, 'second')).toBe('succeeded')

    emulator.set({ slowMs: 300_000 })
    await run(other, 'long')
    left?.tab.thaw()
    left?.tab.run(() => left.tab.window.dispatchEvent(new Event('pageshow')))
    await clock.advance(1_000)
    expect(outcome(left, 'first')).toBe('succeeded')
    expect(emulator.streams().open).toBe(1)
  })

  it('do not wait in vain for one that froze before they came', async () => {
    const { clock, emulator, apps, openTab, run, outcome } = openTabs(1)
    await run(apps[0], 'first')
    apps[0]?.tab.freeze()
    const late = openTab()
    await run(late, 'second', 'test/echo')
    await clock.advance(5_000)
    expect(emulator.streams().opened).toBe(2)
    expect(outcome(late, 'second')).toBe('succeeded')
  })

  it('open one stream, not one each, when all of them get the online event', async () => {
    const { clock, emulator, browser, apps, run } = openTabs(8)
    for (const [at, app] of apps.entries()) await run(app, `run-${at}`)
    await clock.advance(2_000)
    const before = emulator.streams().opened
    browser.setOnline(false)
    await clock.advance(5_000)
    browser.setOnline(true)
    await clock.advance(2_000)
    expect(emulator.streams().opened - before).toBeLessThanOrEqual(2)
    expect(apps.map(({ client }) => client.use(createLive).tracker.connection.getState().state)).toEqual(
      Array(8).fill('live'),
    )
  })

  it('leave a leader alone that waits for its next try', async () => {
    hushWarning(NO_STREAM)
    const { clock, emulator, apps, run } = openTabs(4)
    emulator.set({ faults: [{ route: 'stream', status: 404 }], slowMs: 600_000 })
    for (const [at, app] of apps.entries()) await run(app, `run-${at}`)
    const tries = () => emulator.log.filter(({ route }) => route === 'stream').length
    await clock.advance(100_000)
    // At once, after 30 s, after another 60 s: one tab's tries, not four's.
    expect(tries()).toBeLessThanOrEqual(3)
    expect(apps.map(({ client }) => client.use(createLive).tracker.connection.getState().state)).toEqual(
      Array(4).fill('polling'),
    )
  }, 30_000)

  it('see when the one that has the stream tries again, also those that come later, and make it try now', async () => {
    const { clock, emulator, apps, openTab, run } = openTabs(2)
    const fault = { route: 'stream', status: 503, headers: { 'retry-after': '120' } } as const
    emulator.set({ faults: [fault], slowMs: 600_000 })
    for (const [at, app] of apps.entries()) await run(app, `run-${at}`)
    const connectionOf = (app = apps[0]) => app?.client.use(createLive).tracker.connection.getState()
    const dueAt = connectionOf()?.retryAt ?? 0
    expect(dueAt - clock.now()).toBeGreaterThan(100_000)
    expect(connectionOf(apps[1])?.retryAt).toBe(dueAt)
    await clock.advance(20_000)
    const late = openTab()
    await run(late, 'late')
    expect(Math.abs((connectionOf(late)?.retryAt ?? 0) - dueAt)).toBeLessThan(1_000)
    const tries = () => emulator.log.filter(({ route }) => route === 'stream').length
    const before = tries()
    // Longer than a leader may be silent: it waits, and has said so.
    await clock.advance(60_000)
    expect(tries()).toBe(before)
    emulator.set({ faults: [] })
    apps[1]?.tab.run(() => apps[1]?.client.use(createLive).tracker.reconnect())
    await clock.advance(100)
    expect(tries()).toBe(before + 1)
    expect([...apps, late].map((app) => connectionOf(app)?.state)).toEqual(Array(3).fill('live'))
    expect(emulator.streams().open).toBe(1)
  })

  it.each<LockSupport>(['missing', 'throws'])('have a stream each where locks are %s', async (locks) => {
    const { clock, emulator, apps, run, outcome } = openTabs(3, { locks })
    for (const [at, app] of apps.entries()) await run(app, `run-${at}`)
    expect(emulator.streams().open).toBe(3)
    await clock.advance(60_000)
    expect(apps.map((app, at) => outcome(app, `run-${at}`))).toEqual(Array(3).fill('succeeded'))
    expect(emulator.streams().open).toBe(0)
  })

  it('do not share what another user does in the same browser', async () => {
    const { clock, emulator, browser, apps, run } = openTabs(2, { users: ['anna', 'ben'] })
    const received: string[] = []
    apps[1]?.client.use(createLive).requests.onItem(({ id }) => received.push(id))
    await run(apps[0], 'hers', 'test/echo')
    await clock.advance(1_000)
    expect(new Set([...browser.channels].map(({ name }) => name)).size).toBe(browser.channels.size)
    expect(received).toEqual([])
    await run(apps[1], 'his')
    expect(emulator.streams().opened).toBe(2)
  })

  it('leave nothing behind when they are done', async () => {
    const { clock, emulator, browser, apps, run } = openTabs(2)
    await run(apps[0], 'first', 'test/echo')
    await run(apps[1], 'second', 'test/echo')
    await clock.advance(5_000)
    for (const app of apps) app.tab.run(() => app.close())
    await settle()
    expect([browser.channels.size, emulator.streams().open]).toEqual([0, 0])
    expect(browser.living.map(({ timers }) => timers)).toEqual([0, 0])
  })
})
