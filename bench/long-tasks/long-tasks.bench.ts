import { expect, test } from '@playwright/test'
import { buildPage } from '../../e2e/support/build-page.js'
import { expectImage } from '../../e2e/support/run-image.js'
import { startStack } from '../../e2e/support/start-stack.js'

const VISITS = 5

declare global {
  interface Window {
    /** Lengths of tasks that Chromium calls long (over 50 ms), ms. */
    longTasks: number[]
  }
}

/** The main job on a production build: a page is opened, a prompt typed and run, until the picture is there. */
test('long tasks of the main job', async ({ browser }) => {
  const stack = await startStack({ folder: await buildPage('main-job') })
  const lines: string[] = []
  for (let visit = 1; visit <= VISITS; visit++) {
    const page = await browser.newPage()
    await page.addInitScript(() => {
      window.longTasks = []
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.longTasks.push(duration)
      }).observe({ type: 'longtask', buffered: true })
    })
    const seen = () => page.evaluate(() => window.longTasks.splice(0))
    await page.goto(stack.url)
    await expect(page.getByText('Costs')).toBeVisible()
    const loading = await seen()
    await page
      .getByLabel(/prompt/i)
      .first()
      .pressSequentially('two friends cooking together')
    await page.getByRole('button', { name: 'Run' }).click()
    await expectImage(page)
    lines.push(
      `visit ${visit}: loading ${show(loading)}, from the first letter to the picture ${show(await seen())}`,
    )
    await page.close()
  }
  await stack.close()
  process.stdout.write(`\n${lines.join('\n')}\n`)
})

function show(tasks: readonly number[]): string {
  return tasks.length === 0 ? 'none' : `${tasks.join(', ')} ms`
}
