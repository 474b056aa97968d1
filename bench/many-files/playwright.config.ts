import { defineConfig } from '@playwright/test'
import { chromiumLaunch } from '../../scripts/chromium-launch.mjs'

/** Run by hand: `npx playwright test -c bench/many-files`. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  workers: 1,
  timeout: 300_000,
  reporter: 'line',
  use: { browserName: 'chromium', launchOptions: chromiumLaunch },
  outputDir: '../../test-results/bench',
})
