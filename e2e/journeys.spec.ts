import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test as base } from '@playwright/test'
import { buildPage } from './support/build-page.js'
import { expectImage } from './support/run-image.js'
import { startStack, type Stack } from './support/start-stack.js'

/** How a user reaches and presses what is on the page; each counts as one. */
interface Hands {
  /** Taps, clicks or keys so far. */
  count: number
  press(target: Locator): Promise<void>
  restart(): void
}

interface Fixtures {
  stack: Stack
  way: 'touch' | 'mouse' | 'keys'
  hands: Hands
}

const test = base.extend<Fixtures, { folder: string }>({
  folder: [async ({}, handOver) => handOver(await buildPage('journeys')), { scope: 'worker' }],
  stack: async ({ folder }, handOver) => {
    const stack = await startStack({ folder })
    stack.emulator.set({ queueMs: 100, runMs: 500 })
    await handOver(stack)
    await stack.close()
  },
  way: ['mouse', { option: true }],
  hands: async ({ page, way }, handOver) => {
    const hands: Hands = {
      count: 0,
      restart: () => (hands.count = 0),
      async press(target) {
        if (way !== 'keys') {
          await (way === 'touch' ? target.tap() : target.click())
          hands.count += 1
          return
        }
        await expect(target).toBeVisible()
        for (let stop = 0; stop < 40 && !(await hasFocus(target)); stop++) {
          // Within a list of tabs or a grid the arrows go on.
          await page.keyboard.press((await isInSameSet(target)) ? 'ArrowRight' : 'Tab')
          hands.count += 1
        }
        await expect(target).toBeFocused()
        // A tab is chosen by its focus.
        if ((await target.getAttribute('aria-selected')) === 'true') return
        await page.keyboard.press('Enter')
        hands.count += 1
      },
    }
    await handOver(hands)
  },
})

const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement)
const isInSameSet = (target: Locator) =>
  target.evaluate((element) =>
    Boolean(element.closest('[role=tablist], [role=grid]')?.contains(document.activeElement)),
  )
const run = (page: Page) => page.getByRole('button', { name: /^Run/ })

/** From now on: what moved without an input of the user's just before, as Chromium's own measure has it. */
async function watchShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const moved: string[] = []
    Object.assign(window, { moved })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { hadRecentInput, sources } = entry as PerformanceEntry & {
          hadRecentInput: boolean
          sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[]
        }
        if (hadRecentInput) continue
        for (const { node, previousRect, currentRect } of sources) {
          const html = node instanceof Element ? node.outerHTML.slice(0, 120) : node?.textContent
          moved.push(`${html}: ${JSON.stringify(previousRect)} → ${JSON.stringify(currentRect)}`)
        }
      }
    }).observe({ type: 'layout-shift' })
  })
  return () => page.evaluate(() => (window as unknown as { moved: string[] }).moved)
}

/** Wherever the page is scrolled to, Run is there to be pressed. */
async function expectRunInView(page: Page): Promise<void> {
  const covered = await page.evaluate(async () => {
    const button = document.querySelector('[data-mr=request-runner][data-mr-part=submit]')
    const from = scrollY
    const misses: number[] = []
    for (let top = 0; top <= document.documentElement.scrollHeight - innerHeight; top += innerHeight / 3) {
      scrollTo({ top, behavior: 'instant' })
      await new Promise((next) => requestAnimationFrame(next))
      const box = button?.getBoundingClientRect()
      const at = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      if (!at || !button?.contains(at)) misses.push(top)
    }
    scrollTo({ top: from, behavior: 'instant' })
    return misses
  })
  expect(covered, 'where the page was scrolled to and Run was not in view').toEqual([])
}

async function expectNoViolation(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations).toEqual([])
}

for (const { name, way, use } of [
  {
    name: 'on a phone of 390 px',
    way: 'touch',
    use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  },
  { name: 'on a page of 1280 px', way: 'mouse', use: { viewport: { width: 1280, height: 900 } } },
  { name: 'by keys alone', way: 'keys', use: { viewport: { width: 1280, height: 900 } } },
] as const) {
  test.describe(name, () => {
    test.use({ ...use, way })

    test('a result, again, and on into another model', async ({ page, stack, hands }) => {
      await page.goto(stack.url)
      await page
        .getByLabel(/prompt/i)
        .first()
        .fill('two friends cooking together')
      await expect(page.getByText(/per run/)).toBeVisible()
      await expectRunInView(page)
      const moved = await watchShifts(page)

      await hands.press(run(page))
      await expectImage(page)
      // What was started is in sight, without a hand.
      await expect(page.getByRole('region', { name: 'Output' })).toBeInViewport({ ratio: 0.5 })
      await expectRunInView(page)

      hands.restart()
      await hands.press(page.getByRole('button', { name: 'Run again' }))
      expect(hands.count, 'to run again').toBeLessThanOrEqual(1)
      await expect(page.getByRole('list', { name: /session/i }).getByRole('button')).toHaveCount(2)
      expect(await moved()).toEqual([])
      await expectNoViolation(page)

      hands.restart()
      await hands.press(page.getByRole('button', { name: 'Use as input' }))
      await expect(page.getByRole('heading', { name: 'topaz/upscale' })).toBeVisible()
      await hands.press(run(page))
      if (way !== 'keys') expect(hands.count, 'into another model, and run').toBeLessThanOrEqual(2)
      await expectImage(page)
      expect(stack.emulator.requests().map(({ status }) => status)).toEqual(Array(3).fill('COMPLETED'))
    })

    test('a file of the library becomes an input', async ({ page, stack, hands }) => {
      stack.emulator.seedFiles(30)
      await page.goto(`${stack.url}?endpoint=topaz/upscale`)
      await expect(run(page)).toBeVisible()
      await expect(page.getByText('Drop or paste here')).toBeVisible({ visible: way !== 'touch' })
      await hands.press(page.getByRole('tab', { name: 'Library' }))
      await hands.press(page.getByRole('button', { name: 'Choose from library' }))
      await page.getByRole('gridcell').first().waitFor()
      await expectNoViolation(page)
      await hands.press(page.getByRole('gridcell').first())
      await expect(page.getByRole('dialog')).toHaveCount(0)
      expect(hands.count, 'to a file of the library').toBeLessThanOrEqual(way === 'keys' ? 8 : 3)
      await expect(page.locator('[data-mr=file-field] [data-mr-part=name]').first()).toBeVisible()
      await expectRunInView(page)
    })
  })
}

test.describe('with the devtools, on a phone of 360 px', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, way: 'touch' })

  test('Run is never covered, and the panel is closed where it was opened', async ({ page, stack }) => {
    const launch = page.getByRole('button', { name: /^ModelRunner Devtools/ })
    await page.goto(`${stack.url}?devtools`)
    await launch.tap()
    await expect(page.getByRole('region', { name: 'ModelRunner Devtools' })).toBeVisible()
    await page.reload()
    await expect(launch).toHaveAttribute('aria-expanded', 'false')
    await expect(page.getByText(/per run/)).toBeVisible()
    await expectRunInView(page)
    await launch.tap()
    await page.getByRole('button', { name: 'Close' }).tap()
    await expect(launch).toBeFocused()
  })
})
