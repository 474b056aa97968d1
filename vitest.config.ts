import { fileURLToPath } from 'node:url'
import { playwright } from '@vitest/browser-playwright'
import react from '@vitejs/plugin-react'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { alias, emulatorAlias } from './alias.js'
import { chromiumLaunch } from './scripts/chromium-launch.mjs'
import { EnvironmentSequencer } from './test/support/environment-sequencer.js'

const storybook = fileURLToPath(new URL('./.storybook', import.meta.url))

const browser = {
  enabled: true,
  provider: playwright({ launchOptions: chromiumLaunch }),
  headless: true,
  screenshotFailures: false,
  instances: [{ browser: 'chromium' as const }],
}

/** A limit for what hangs, not a measure of speed, ms: a busy machine takes ten times as long. */
const HANGS_MS = 60_000

/** Reading Storybook's configuration takes seconds, so it is left out of runs that name other projects. */
const named = process.argv.filter((_, index, words) => words[index - 1] === '--project')
/** Needs files that npm cannot install. */
const jsonSchemaSuite = 'src/shared/schema/json-schema-suite.test.ts'
const stories = named.length === 0 || named.includes('storybook')

/** `npm run test:matrix -- peers` names another version of TanStack Query. It must not bring a React of its own. */
const otherQuery = process.env.REACT_QUERY_PATH
const peer = otherQuery ? [{ find: /^@tanstack\/react-query$/, replacement: otherQuery }] : []

export default defineConfig({
  test: {
    sequence: { sequencer: EnvironmentSequencer },
    projects: [
      {
        plugins: [react()],
        resolve: { alias: [...alias, emulatorAlias('node'), ...peer], dedupe: ['react', 'react-dom'] },
        test: {
          name: 'unit',
          environment: 'jsdom',
          ...(otherQuery && { server: { deps: { inline: [/@tanstack\/(react-query|query-core)/] } } }),
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: ['**/*.browser.test.tsx', 'test/package/**', 'node_modules/**', jsonSchemaSuite],
          setupFiles: ['test/setup-unit.ts'],
          // Starting a worker with its document and modules takes longer than most files run. What a file leaves behind is red.
          isolate: false,
          // Many tests wait for sockets: two share a core well.
          maxWorkers: 2,
          testTimeout: HANGS_MS,
          hookTimeout: HANGS_MS,
        },
      },
      {
        plugins: [react()],
        resolve: { alias: [...alias, emulatorAlias('browser')] },
        optimizeDeps: {
          // All that is imported: what is found only while tests run is bundled then, and reloads their page.
          include: [
            'react',
            'react-dom',
            'react-dom/client',
            'react/jsx-dev-runtime',
            'react/jsx-runtime',
            '@tanstack/react-query',
            '@tanstack/react-virtual',
            'eventsource-parser',
            'hono',
            'marked',
            'react-dropzone',
            'zustand',
            'zustand/vanilla',
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
          testTimeout: HANGS_MS,
          hookTimeout: HANGS_MS,
        },
      },
      {
        test: {
          name: 'package',
          environment: 'node',
          include: ['test/package/**/*.test.ts'],
          // Some check all declarations with tsc, which takes half a minute on a quiet machine.
          testTimeout: 4 * HANGS_MS,
          hookTimeout: HANGS_MS,
        },
      },
      ...(named.includes('engines')
        ? [
            {
              resolve: { alias: [...alias, emulatorAlias('node')] },
              test: {
                name: 'engines',
                environment: 'node' as const,
                include: ['e2e/engines/**/*.test.ts'],
                fileParallelism: false,
                testTimeout: 2 * HANGS_MS,
                hookTimeout: 5 * HANGS_MS,
                expect: { poll: { timeout: HANGS_MS } },
              },
            },
          ]
        : []),
      ...(named.includes('json-schema')
        ? [{ test: { name: 'json-schema', environment: 'node', include: [jsonSchemaSuite] } }]
        : []),
      ...(stories
        ? [
            {
              plugins: [storybookTest({ configDir: storybook })],
              test: { name: 'storybook', browser, isolate: false, testTimeout: HANGS_MS },
            },
          ]
        : []),
    ],
  },
})
