import { type Page, test } from '@playwright/test'
import { buildPage } from '../../e2e/support/build-page.js'
import { startStack } from '../../e2e/support/start-stack.js'

const FILES = Number(process.env.FILES ?? 1_000)
const ROUNDS = Number(process.env.ROUNDS ?? 3)
/** How far each frame scrolls, px, and how many frames are counted. */
const STEP = 40
const FRAMES = 120

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

test(`${FILES} files chosen at once`, async ({ browser }) => {
  const folder = await buildPage('../../bench/many-files')
  const stack = await startStack({ folder, emulator: { latencyMs: 0 } })
  const busy = { hook: [] as number[], component: [] as number[] }
  const longest: number[] = []
  const blocked: number[] = []
  let frames: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of ['hook', 'component'] as const) {
      const page = await browser.newPage()
      const session = await page.context().newCDPSession(page)
      // CPU time of the main thread: what else the machine does is not in it.
      await session.send('Performance.enable', { timeDomain: 'threadTicks' })
      const now = async () => {
        const { metrics } = await session.send('Performance.getMetrics')
        return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000
      }
      await page.goto(`${stack.url}?${kind}`)
      await page.waitForFunction(() => Boolean(window.choose))
      await page.waitForLoadState('networkidle')
      const before = await now()
      const { long } = await page.evaluate((count) => window.choose(count), FILES)
      busy[kind].push((await now()) - before)
      if (kind === 'component') {
        longest.push(Math.max(0, ...long))
        blocked.push(long.reduce((sum, ms) => sum + ms - 50, 0))
        frames = await scroll(page)
      }
      await page.close()
    }
  }
  await stack.close()
  const [hook, component] = [median(busy.hook), median(busy.component)]
  console.log(
    `${FILES} files: main thread ${component.toFixed(0)} ms of CPU with the component, ${hook.toFixed(0)} ms with the hook alone ` +
      `(${(component / hook).toFixed(2)}×); longest task ${median(longest).toFixed(0)} ms, blocked ${median(blocked).toFixed(0)} ms; ` +
      `scrolling: median frame ${median(frames).toFixed(1)} ms, longest ${Math.max(...frames).toFixed(1)} ms`,
  )
})

/** Scrolls the list frame by frame; the time from frame to frame, ms. */
function scroll(page: Page): Promise<number[]> {
  return page.evaluate(
    async ([step = 0, count = 0]) => {
      const list = document.querySelector('[data-mr-part=list]')
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
      const times: number[] = []
      let last = await frame()
      for (let at = 0; at < count; at++) {
        list?.scrollBy(0, step)
        scrollBy(0, step)
        const now = await frame()
        times.push(now - last)
        last = now
      }
      return times
    },
    [STEP, FRAMES],
  )
}
