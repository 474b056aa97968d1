import { defineConfig } from '@playwright/test'
import { chromiumLaunch } from '../../../scripts/chromium-launch.mjs'

/** `npm run fuzz` */
export default defineConfig({
  testDir: '.',
  testMatch: '*.fuzz.ts',
  workers: 1,
  timeout: 1_800_000,
  reporter: 'line',
  use: { browserName: 'chromium', launchOptions: chromiumLaunch },
  outputDir: '../../../test-results/fuzz',
})
