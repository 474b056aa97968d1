import { startChromium } from './chromium.js'
import type { Engine } from './engine.js'
import { startFirefox } from './firefox.js'
import { startWebKit } from './webkit.js'

const all: [string, () => Promise<Engine>][] = [
  ['Chromium', startChromium],
  ['Firefox', startFirefox],
  ['WebKitGTK', startWebKit],
]

/** `ENGINES=firefox` runs that one alone. */
const wanted = process.env.ENGINES?.toLowerCase()

/** Every engine, each started anew by whoever needs it. */
export const engines = all.filter(([name]) => !wanted || name.toLowerCase().startsWith(wanted))
