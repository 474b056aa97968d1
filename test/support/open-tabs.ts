import { expect, onTestFinished } from 'vitest'
import { createEmulator } from '../../src/emulator/index.js'
import { App } from '../simulation/app.js'
import { Browser, type LockSupport } from '../simulation/browser.js'
import { networkOf, type NetworkOptions } from '../simulation/network.js'
import { createServer } from '../simulation/server.js'
import { FakeClock } from './fake-clock.js'

/** A browser with tabs, each with a client of the same app. */
export function openTabs(
  tabs: number,
  {
    locks = 'works',
    users = ['anna'],
    spreadMs = 0,
  }: { locks?: LockSupport; users?: string[]; spreadMs?: number } = {},
) {
  const clock = new FakeClock()
  const emulator = createEmulator({ clock })
  const browser = new Browser(clock, locks)
  browser.storage.spreadMs = spreadMs
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
  /** Who notified an outcome, in that order. */
  const notified: App[] = []
  const openTab = (userKey = 'anna') => {
    const tab = browser.open()
    const app: App = new App(tab, {
      fetch: networkOf(tab, userKey, network),
      hosts: emulator.hosts,
      live: 'auto',
      userKey,
      onViolation: (text) => expect.fail(text),
      onTold: () => void notified.push(app),
    })
    return app
  }
  const apps = Array.from({ length: tabs }, (_, at) => openTab(users[at % users.length]))
  /** Starts a run in a tab and shows it there. */
  const run = async (app: App | undefined, key: string, endpoint = 'test/slow') => {
    app?.tab.run(
      () =>
        void app
          .show({ name: key, endpoint }, true)
          .run.submit({ prompt: key })
          .catch(() => {}),
    )
    await clock.advance(100)
  }
  const outcome = (app: App | undefined, key: string) => app?.find(key)?.live()?.outcome
  const reads = () => emulator.log.filter(({ route }) => route === 'item').length
  return { clock, emulator, browser, apps, openTab, run, outcome, reads, notified }
}
