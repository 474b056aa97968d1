// @vitest-environment node
import { describe, expect, it, onTestFinished } from 'vitest'
import { App } from '../../../test/simulation/app.js'
import { Browser, type LockSupport } from '../../../test/simulation/browser.js'
import { networkOf, type NetworkOptions } from '../../../test/simulation/network.js'
import { createServer } from '../../../test/simulation/server.js'
import { FakeClock, settle } from '../../../test/support/fake-clock.js'
import { createEmulator } from '../../emulator/index.js'

/** A browser with tabs, each with a client of the same app. */
function open(
  tabs: number,
  { locks = 'works', users = ['anna'] }: { locks?: LockSupport; users?: string[] } = {},
) {
  const clock = new FakeClock()
  const emulator = createEmulator({ clock })
  const browser = new Browser(clock, locks)
  const uninstall = browser.install()
  const network: NetworkOptions = {
    emulator,
    browser,
    clock,
    server: createServer('bare', emulator, () => {}),
    repeatChance: 0,
    wart: 'none',
    wartChance: 0,
    count() {},
  }
  onTestFinished(() => {
    for (const tab of browser.living) tab.kill()
    emulator.dispose()
    uninstall()
  })
  const openTab = (userKey = 'anna') => {
    const tab = browser.open()
    return new App(tab, {
      fetch: networkOf(tab, userKey, network),
      hosts: emulator.hosts,
      live: 'auto',
      userKey,
      onViolation: (text) => expect.fail(text),
      onTold() {},
    })
  }
  const apps = Array.from({ length: tabs }, (_, at) => openTab(users[at % users.length]))
  /** Starts a run in a tab and shows it there. */
  const run = async (app: App | undefined, key: string, endpoint = 'test/slow') => {
    app?.tab.run(
      () =>
        void app
          .show(key, true)
          .run.submit(endpoint, { prompt: key }, {})
          .catch(() => {}),
    )
    await clock.advance(100)
  }
  const outcome = (app: App | undefined, key: string) => app?.views.get(key)?.live()?.outcome
  const reads = () => emulator.log.filter(({ route }) => route === 'item').length
  return { clock, emulator, browser, apps, openTab, run, outcome, reads }
}

describe('tabs of one person', () => {
  it('share one stream: ten tabs, ten runs, no read', async () => {
    const { clock, emulator, apps, run, outcome, reads } = open(10)
    for (const [at, app] of apps.entries()) await run(app, `run-${at}`)
    await clock.advance(28_000)
    expect(emulator.streams()).toEqual({ open: 1, opened: 1 })
    expect(reads()).toBe(0)
    await clock.advance(30_000)
    expect(apps.map((app, at) => outcome(app, `run-${at}`))).toEqual(apps.map(() => 'succeeded'))
    expect(emulator.streams().open).toBe(0)
  })

  it('hand the stream over within 2 s when the one that has it closes, and miss nothing', async () => {
    const { clock, emulator, apps, run, outcome, reads } = open(3)
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
    const { clock, emulator, apps, openTab, run, outcome } = open(1)
    await run(apps[0], 'shared')
    const other = openTab()
    other.tab.run(() => void other.show('shared', true))
    await clock.advance(100)
    expect(emulator.streams().opened).toBe(1)
    expect(other.client.tracker.connection.getState().state).toBe('live')
    await clock.advance(60_000)
    expect(outcome(other, 'shared')).toBe('succeeded')
  })

  it('tell a newcomer what is in flight, and the others nothing twice', async () => {
    const { clock, apps, openTab, run } = open(2)
    for (const [at, app] of apps.entries()) await run(app, `run-${at}`)
    let told = 0
    for (const { client } of apps) client.tracker.connection.subscribe(() => told++)
    const late = openTab()
    late.tab.run(() => void late.show('run-0', true))
    await clock.advance(100)
    expect(late.client.tracker.connection.getState().state).toBe('live')
    expect(told).toBe(0)
  })

  it('do without one that is frozen, and listen to it again when it wakes', async () => {
    const { clock, emulator, apps, run, outcome } = open(2)
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

  it('do not wait in vain for one that froze before they came', async () => {
    const { clock, emulator, apps, openTab, run, outcome } = open(1)
    await run(apps[0], 'first')
    apps[0]?.tab.freeze()
    const late = openTab()
    await run(late, 'second', 'test/echo')
    await clock.advance(5_000)
    expect(emulator.streams().opened).toBe(2)
    expect(outcome(late, 'second')).toBe('succeeded')
  })

  it('open one stream, not one each, when all of them hear that the network is back', async () => {
    const { clock, emulator, browser, apps, run } = open(8)
    for (const [at, app] of apps.entries()) await run(app, `run-${at}`)
    await clock.advance(2_000)
    const before = emulator.streams().opened
    browser.setOnline(false)
    await clock.advance(5_000)
    browser.setOnline(true)
    await clock.advance(2_000)
    expect(emulator.streams().opened - before).toBeLessThanOrEqual(2)
    expect(apps.map(({ client }) => client.tracker.connection.getState().state)).toEqual(
      Array(8).fill('live'),
    )
  })

  it('leave a leader alone that waits for its next try', async () => {
    const { clock, emulator, apps, run } = open(4)
    emulator.set({ faults: [{ route: 'stream', status: 404 }], slowMs: 600_000 })
    for (const [at, app] of apps.entries()) await run(app, `run-${at}`)
    const tries = () => emulator.log.filter(({ route }) => route === 'stream').length
    await clock.advance(100_000)
    // At once, after 30 s, after another 60 s: one tab's tries, not four's.
    expect(tries()).toBeLessThanOrEqual(3)
    expect(apps.map(({ client }) => client.tracker.connection.getState().state)).toEqual(
      Array(4).fill('polling'),
    )
  }, 30_000)

  it.each<LockSupport>(['missing', 'throws'])('have a stream each where locks are %s', async (locks) => {
    const { clock, emulator, apps, run, outcome } = open(3, { locks })
    for (const [at, app] of apps.entries()) await run(app, `run-${at}`)
    expect(emulator.streams().open).toBe(3)
    await clock.advance(60_000)
    expect(apps.map((app, at) => outcome(app, `run-${at}`))).toEqual(Array(3).fill('succeeded'))
    expect(emulator.streams().open).toBe(0)
  })

  it('keep to themselves what another person does in the same browser', async () => {
    const { clock, emulator, browser, apps, run } = open(2, { users: ['anna', 'ben'] })
    const heard: string[] = []
    apps[1]?.client.requests.onItem(({ id }) => heard.push(id))
    await run(apps[0], 'hers', 'test/echo')
    await clock.advance(1_000)
    expect(new Set([...browser.channels].map(({ name }) => name)).size).toBe(browser.channels.size)
    expect(heard).toEqual([])
    await run(apps[1], 'his')
    expect(emulator.streams().opened).toBe(2)
  })

  it('leave nothing behind when they are done', async () => {
    const { clock, emulator, browser, apps, run } = open(2)
    await run(apps[0], 'first', 'test/echo')
    await run(apps[1], 'second', 'test/echo')
    await clock.advance(5_000)
    for (const app of apps) app.tab.run(() => app.close())
    await settle()
    expect([browser.channels.size, emulator.streams().open]).toEqual([0, 0])
    expect(browser.living.map(({ timers }) => timers)).toEqual([0, 0])
  })
})
