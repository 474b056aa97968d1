import { test as base, expect } from '@playwright/test'
import { installFixture, npm } from './support/install-fixture.js'
import { runPicture } from './support/run-picture.js'
import { startPlatform, type Platform } from './support/start-platform.js'
import { startProgram, type Program } from './support/start-program.js'
import { API_KEY } from './support/start-stack.js'
import { watchBrowser } from './support/watch-browser.js'

interface App {
  server: Program
  platform: Platform
}

const VERSIONS = {
  'React 19': [],
  'React 18.3': ['react@18.3.1', 'react-dom@18.3.1'],
} as const

/** The packed package in an empty Vite app behind a Hono server: the quick start of the README. */
const test = base.extend<object, { app: App; react: keyof typeof VERSIONS }>({
  react: ['React 19', { option: true, scope: 'worker' }],
  app: [
    async ({ react }, handOver) => {
      const platform = await startPlatform()
      const env = { VITE_EMULATOR_URL: platform.url, MODELRUNNER_KEY: API_KEY, PORT: '0' }
      const folder = await installFixture('vite-app', VERSIONS[react])
      process.env.VITE_EMULATOR_URL = platform.url
      await npm(folder, 'run', 'build')
      const server = await startProgram('node', ['server.mjs'], { cwd: folder, env })
      await handOver({ server, platform })
      await server.stop()
      await platform.close()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

for (const react of Object.keys(VERSIONS) as (keyof typeof VERSIONS)[]) {
  test.describe(react, () => {
    test.describe.configure({ mode: 'serial' })
    test.use({ react })

    test('ten lines of JSX and one proxy route run the main job', async ({ page, app }) => {
      const { complaints } = watchBrowser(page)
      const before = app.platform.emulator.requests().length
      await page.goto(app.server.url)
      await runPicture(page)
      expect(app.platform.emulator.requests()).toHaveLength(before + 1)
      expect(complaints).toEqual([])
    })

    test('the page is rendered on the server and taken over without a mismatch', async ({ page, app }) => {
      const { complaints } = watchBrowser(page)
      const answer = await page.goto(`${app.server.url}ssr`)
      expect(await answer?.text()).toContain('data-mr-part="root"')
      await runPicture(page)
      expect(complaints).toEqual([])
    })
  })
}
