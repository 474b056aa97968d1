import { findChromium } from './find-chromium.mjs'

/** How every test starts Chromium. Without one found, Playwright says which one it wants. */
export const chromiumLaunch = {
  executablePath: findChromium(),
  args: [
    '--no-sandbox',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
  ],
}
