import { defineConfig } from '@playwright/test'
import { chromiumLaunch } from './scripts/chromium-launch.mjs'

/** Every spec starts its own platform, proxy and page on free ports, so specs run side by side. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // What takes minutes: `npm run test:next`, `npm run test:quick-start`, `npm run test:registry`, `npm run test:sdk`, `npm run soak`.
  testIgnore: ['next/**', 'quick-start/**', 'registry/**', 'sdk/**', 'soak/**'],
  globalSetup: './e2e/support/global-setup.ts',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // Limits for what hangs, not measures of speed: a busy machine takes several times as long.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['html', { open: 'never' }]],
  use: {
    browserName: 'chromium',
    launchOptions: chromiumLaunch,
    viewport: { width: 1280, height: 900 },
    // A trace takes a sixth of the time of all tests; `npx playwright test e2e/name.spec.ts --trace on` makes one.
    trace: 'off',
  },
})
