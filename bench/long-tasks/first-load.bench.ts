import { expect, test } from '@playwright/test'
import { buildDemo } from '../../e2e/support/build-demo.js'
import { startStack } from '../../e2e/support/start-stack.js'

const VISITS = 5
const SLOWDOWN = 4

/** The production demo on a slow processor: from the navigation to what can be seen and used. */
test('first load of the demo', async ({ browser }) => {
  await buildDemo()
  const stack = await startStack()
  for (let visit = 1; visit <= VISITS; visit++) {
    const context = await browser.newContext()
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
    await page.addInitScript(() => {
      window.longTasks = []
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.longTasks.push(duration)
      }).observe({ type: 'longtask', buffered: true })
    })
    await page.goto(stack.url)
    // A slow processor on a busy machine takes longer than the five seconds of an assertion.
    await expect(page.getByRole('button', { name: /^run/i })).toBeVisible({ timeout: 60_000 })
    const usable = await page.evaluate(() => performance.now())
    const paint = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    )
    const bytes = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.startsWith(location.origin) && /\.(js|css)$/.test(name))
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).decodedBodySize, 0),
    )
    const blocked = (await page.evaluate(() => window.longTasks)).reduce(
      (sum, ms) => sum + Math.max(0, ms - 50),
      0,
    )
    process.stdout.write(
      `\nfirst load: paint ${paint.toFixed(0)} ms, usable ${usable.toFixed(0)} ms, blocked ${blocked.toFixed(0)} ms, ${bytes} bytes of script and style\n`,
    )
    await context.close()
  }
  await stack.close()
})
