import { existsSync } from 'node:fs'
import puppeteer from 'puppeteer-core'
import type { Engine } from './engine.js'
import { engineOf } from './puppeteer.js'

const PATHS = [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox']

/** Firefox over WebDriver BiDi. */
export async function startFirefox(): Promise<Engine> {
  const executablePath = PATHS.find((path) => path && existsSync(path))
  if (!executablePath)
    throw new Error('Firefox is not installed. Set FIREFOX_PATH or run: npm run test:engines')
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    // A page that is left stays in the back/forward cache, as in a person's browser.
    extraPrefsFirefox: { 'fission.bfcacheInParent': true },
  })
  return engineOf('Firefox', browser)
}
