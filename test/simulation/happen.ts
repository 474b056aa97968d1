import type { App } from './app.js'
import type { TabEvent } from './scenario.js'
import type { World } from './world.js'

const SLEEP_MS = 90_000
/** In the back/forward cache, ms. */
const REST_MS = 20_000

const STORAGE_STATES = {
  'storage-full': 'full',
  'storage-blocked': 'blocked',
  'storage-works': 'works',
} as const

/** What becomes of tabs, network, machine and storage. */
export function happen(world: World, kind: TabEvent, at: number): void {
  const { browser, clock } = world
  const app = world.apps[at]
  if (!app && kind !== 'open' && kind !== 'reload') return
  world.count(`tab:${kind}`)
  switch (kind) {
    case 'reload':
      world.kill(at)
      return world.reopen(at)
    case 'close':
      return world.kill(at)
    case 'open':
      if (!app) world.reopen(at)
      return
    case 'hide':
    case 'show':
      return app?.tab.setHidden(kind === 'hide')
    case 'freeze':
      return app?.tab.freeze()
    case 'thaw':
      return app?.tab.thaw()
    case 'offline':
    case 'online':
      return browser.setOnline(kind === 'online')
    case 'back-forward':
      if (app) rest(world, app)
      return
    case 'storage-full':
    case 'storage-blocked':
    case 'storage-works':
      world.isStorageSound &&= kind === 'storage-works'
      browser.storage.state = STORAGE_STATES[kind]
      return
    case 'storage-garbled':
      world.isStorageSound = false
      return browser.storage.garble()
    case 'sleep':
      for (const tab of browser.living) tab.freeze()
      clock.setTimeout(() => browser.living.forEach((tab) => tab.thaw()), SLEEP_MS)
      return
    default:
      kind satisfies never
  }
}

/** The page rests in the back/forward cache: its connections are dropped, its timers stand still. */
function rest({ clock }: World, { tab }: App): void {
  tab.run(() => tab.window.dispatchEvent(new Event('pagehide')))
  tab.freeze()
  tab.loseConnections()
  clock.setTimeout(() => {
    tab.thaw()
    tab.run(() => tab.window.dispatchEvent(new Event('pageshow')))
  }, REST_MS)
}
