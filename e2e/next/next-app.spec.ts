import { expect, test } from '@playwright/test'
import { installFixture, npm } from '../support/install-fixture.js'
import { runImage } from '../support/run-image.js'
import { startPlatform } from '../support/start-platform.js'
import { startProgram } from '../support/start-program.js'
import { API_KEY } from '../support/start-stack.js'
import { watchBrowser } from '../support/watch-browser.js'

test('an app-router app runs the main job, rendered on the server first', async ({ page }) => {
  const platform = await startPlatform()
  const folder = await installFixture('next-app')
  const env = {
    EMULATOR_URL: platform.url,
    NEXT_TELEMETRY_DISABLED: '1',
    MODELRUNNER_KEY: API_KEY,
  }
  await npm(folder, ['run', 'build'], env)
  const server = await startProgram('npx', ['next', 'start', '--port', '0'], {
    cwd: folder,
    env,
  })
  try {
    const log = watchBrowser(page)
    const answer = await page.goto(server.url)
    expect(await answer?.text()).toContain('data-mr-part="root"')
    await runImage(page)
    expect(platform.emulator.requests()).toHaveLength(1)
    expect(log.calls.filter(({ target }) => target?.endsWith('/requests/stream'))).toHaveLength(1)
    expect(await log.everything()).not.toContain(API_KEY)
    expect(log.complaints).toEqual([])
  } finally {
    await server.stop()
    await platform.close()
  }
})
