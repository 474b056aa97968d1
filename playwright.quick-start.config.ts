import { defineConfig } from '@playwright/test'
import base from './playwright.config.js'

/** `npm run test:quick-start`: both quick starts of the README from the real templates, which npm brings. Takes minutes, and the ports 3000, 4000 and 5173. */
export default defineConfig({
  ...base,
  testDir: 'e2e/quick-start',
  testIgnore: [],
  globalSetup: undefined,
  workers: 1,
  timeout: 600_000,
})
