import { defineConfig } from '@playwright/test'
import { chromiumLaunch } from '../../scripts/chromium-launch.mjs'

/** Run by hand: `npx playwright test -c bench/chat`. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  workers: 1,
  timeout: 280_000,
  reporter: 'line',
  use: { browserName: 'chromium', launchOptions: chromiumLaunch },
  outputDir: '../../test-results/bench',
})
