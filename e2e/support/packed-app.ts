import { test as base, expect } from '@playwright/test'
import { installFixture, npm } from './install-fixture.js'
import { runImage } from './run-image.js'
import { startPlatform, type Platform } from './start-platform.js'
import { startProgram, type Program } from './start-program.js'
import { API_KEY } from './start-stack.js'
import { watchBrowser } from './watch-browser.js'

/**
 * The packed package in an empty Vite app behind a Hono server, the quick start of the README: declares
 * the tests that hold on every version of React.
 *
 * @param also packages to install beside, e.g. an older React
 */
export function testPackedApp(also: readonly string[] = []): void {
  let server: Program
  let platform: Platform

  base.describe.configure({ mode: 'serial' })

  base.beforeAll(async () => {
    base.setTimeout(240_000)
    platform = await startPlatform()
    const env = { EMULATOR_URL: platform.url, MODELRUNNER_KEY: API_KEY, PORT: '0' }
    const folder = await installFixture('vite-app', also)
    await npm(folder, ['run', 'build'], env)
    server = await startProgram('node', ['server.mjs'], { cwd: folder, env })
  })

  base.afterAll(async () => {
    await server?.stop()
    await platform?.close()
  })

  base('ten lines of JSX and one proxy route run the main job', async ({ page }) => {
    const { complaints } = watchBrowser(page)
    await page.goto(server.url)
    await runImage(page)
    expect(platform.emulator.requests()).toHaveLength(1)
    expect(complaints).toEqual([])
  })

  base('the page is rendered on the server and taken over without a mismatch', async ({ page }) => {
    const { complaints } = watchBrowser(page)
    const answer = await page.goto(`${server.url}ssr`)
    expect(await answer?.text()).toContain('data-mr-part="root"')
    await runImage(page)
    expect(complaints).toEqual([])
  })
}
