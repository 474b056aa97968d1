import puppeteer from 'puppeteer-core'
import { chromiumLaunch } from '../../scripts/chromium-launch.mjs'
import type { Engine } from './engine.js'
import { engineOf } from './puppeteer.js'

/** The Chromium of all other tests, for the same table. */
export async function startChromium(): Promise<Engine> {
  return engineOf('Chromium', await puppeteer.launch({ ...chromiumLaunch, headless: true }))
}
