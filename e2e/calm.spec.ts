import { expect, type Page, test as base } from '@playwright/test'
import { buildPage } from './support/build-page.js'
import { expectImage } from './support/run-image.js'
import { startStack, type Stack } from './support/start-stack.js'

const test = base.extend<{ stack: Stack }, { folder: string }>({
  folder: [async ({}, handOver) => handOver(await buildPage('main-job')), { scope: 'worker' }],
  stack: async ({ folder }, handOver) => {
    const stack = await startStack({ folder })
    stack.emulator.set({ queueMs: 300, runMs: 2500 })
    await handOver(stack)
    await stack.close()
  },
})

interface Seen {
  /** Sum of Chromium's own layout-shift values, those after an input included. */
  shift: number
  /** What moved. */
  moved: string[]
}

declare global {
  interface Window {
    seen: Seen
  }
}

async function watch(page: Page) {
  await page.addInitScript(() => {
    window.seen = { shift: 0, moved: [] }
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as PerformanceEntry & {
          value: number
          sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[]
        }
        window.seen.shift += value
        for (const { node, previousRect, currentRect } of sources) {
          const element = node instanceof Element ? node : node?.parentElement
          const rect = ({ x, y, width, height }: DOMRect) => `${x},${y} ${width}×${height}`
          window.seen.moved.push(
            `${element?.outerHTML.slice(0, 120)}: ${rect(previousRect)} → ${rect(currentRect)}`,
          )
        }
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

const seen = (page: Page) => page.evaluate(() => window.seen)

async function run(page: Page, url: string) {
  await page.goto(url)
  const prompt = page.getByLabel(/prompt/i).first()
  await expect(page.getByText(/per run/)).toBeVisible()
  const before = await seen(page)
  await prompt.pressSequentially('two friends cooking together')
  await page.getByRole('button', { name: 'Run' }).click()
  await expect(page.getByText('Running')).toBeVisible()
  await expectImage(page)
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible()
  return { before, after: await seen(page) }
}

for (const [name, width] of [
  ['a wide page', 1280],
  ['a phone', 360],
] as const) {
  test(`no layout shift from the first letter to the image, on ${name}`, async ({ page, stack }, info) => {
    await page.setViewportSize({ width, height: 900 })
    await watch(page)
    const { before, after } = await run(page, stack.url)
    info.annotations.push({
      type: 'layout shift',
      description: `while loading ${before.shift.toFixed(4)}, in the run ${(after.shift - before.shift).toFixed(4)}`,
    })
    expect(after.moved.slice(before.moved.length)).toEqual([])
    expect(after.shift - before.shift).toBe(0)
  })
}
