import { fileURLToPath } from 'node:url'
import { playwright } from '@vitest/browser-playwright'
import react from '@vitejs/plugin-react'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { chromiumLaunch } from './scripts/chromium-launch.mjs'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export const alias = [
  { find: /^modelrunner-react$/, replacement: source('./src/index.ts') },
  { find: /^modelrunner-react\/styles\.css$/, replacement: source('./src/theme/styles.css') },
  { find: /^modelrunner-react\/proxy$/, replacement: source('./src/proxy/index.ts') },
]
const emulator = (entry: string) => ({ find: /^modelrunner-react\/emulator$/, replacement: source(entry) })

const browser = {
  enabled: true,
  provider: playwright({ launchOptions: chromiumLaunch }),
  headless: true,
  screenshotFailures: false,
  instances: [{ browser: 'chromium' as const }],
}

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [react()],
        resolve: { alias: [...alias, emulator('./src/emulator/index.ts')] },
        test: {
          name: 'unit',
          environment: 'jsdom',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: ['**/*.browser.test.tsx', 'node_modules/**'],
          setupFiles: ['test/setup-unit.ts'],
        },
      },
      {
        plugins: [react()],
        resolve: { alias: [...alias, emulator('./src/emulator/index.browser.ts')] },
        optimizeDeps: {
          include: [
            'react',
            'react-dom',
            'react-dom/client',
            'react/jsx-dev-runtime',
            'axe-core',
            'msw',
            'msw/browser',
            'vitest-browser-react',
          ],
        },
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.tsx', 'test/**/*.browser.test.tsx'],
          browser,
        },
      },
      {
        plugins: [storybookTest({ configDir: source('./.storybook') })],
        test: { name: 'storybook', browser },
      },
    ],
  },
})
