import { defineConfig } from '@playwright/test'
import base from './playwright.config.js'

/** `npm run soak`: apart from the rest, since it goes on for as long as it is told to. */
export default defineConfig({
  ...base,
  testDir: 'e2e/soak',
  testIgnore: [],
  globalSetup: undefined,
  timeout: 0,
  reporter: 'line',
})
