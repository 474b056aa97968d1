import { defineConfig } from '@playwright/test'
import { chromiumLaunch } from '../scripts/chromium-launch.mjs'

/** `npm run docs && npm run test:docs`: the built site in Chromium. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  reporter: 'list',
  // A limit for what hangs: axe reads each of the pages, seconds each on a busy machine.
  timeout: 900_000,
  use: { browserName: 'chromium', launchOptions: chromiumLaunch },
})
