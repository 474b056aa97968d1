import { defineConfig } from '@playwright/test'
import base from './playwright.config.js'

/** `npm run test:sdk`: the SDKs of others, installed in an app of their own, through `client.fetch`. */
export default defineConfig({
  ...base,
  testDir: 'e2e/sdk',
  testIgnore: [],
  globalSetup: undefined,
  fullyParallel: false,
  workers: 1,
  timeout: 300_000,
})
