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

/** By so much the clock is set at a time, ms. */
const CLOCK_STEP_MS = 11 * 60_000

/** Under which a tab has its turn to submit. */
const TURN_LOCK = 'modelrunner:run:'

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
    case 'says-offline':
      browser.setNetwork(true)
      return browser.say(false)
    case 'says-online':
      browser.setNetwork(false)
      return browser.say(true)
    case 'freeze-in-turn':
    case 'hang-in-turn':
      if (app) stopInTurn(world, app, kind === 'hang-in-turn')
      return
    case 'clock-forward':
    case 'clock-back':
      return world.stepClock(kind === 'clock-forward' ? CLOCK_STEP_MS : -CLOCK_STEP_MS)
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

/** The tab's code stops once it has its turn to submit, or now where it has it. */
function stopInTurn(world: World, { tab }: App, isForEver: boolean): void {
  const at = world.clock.random() < 0.5 ? 'before' : 'after'
  const stop = () => {
    tab.onLock = undefined
    if (!tab.isAlive || tab.isStuck) return
    world.count(isForEver ? 'lock:holder-hung' : 'lock:holder-froze')
    world.wasTurnStuck = true
    tab.freeze()
    if (isForEver) world.hang(tab)
  }
  if (world.browser.locks.has(tab, TURN_LOCK)) return stop()
  tab.onLock = (name, when) => void (name.startsWith(TURN_LOCK) && when === at && stop())
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
