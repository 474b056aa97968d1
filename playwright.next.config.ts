import { defineConfig } from '@playwright/test'
import base from './playwright.config.js'

/** `npm run test:next`: apart from the rest, since installing and building Next.js takes minutes. */
export default defineConfig({
  ...base,
  testDir: 'e2e/next',
  testIgnore: [],
  globalSetup: undefined,
  timeout: 600_000,
})
