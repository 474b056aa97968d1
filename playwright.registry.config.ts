import { defineConfig } from '@playwright/test'
import base from './playwright.config.js'

/** `npm run test:registry`: the real shadcn CLI installs every item into two apps, which are built and driven. Takes minutes. */
export default defineConfig({
  ...base,
  testDir: 'e2e/registry',
  testIgnore: [],
  globalSetup: undefined,
  workers: 1,
  timeout: 900_000,
})
