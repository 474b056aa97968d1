import { expect, type Page, test as base } from '@playwright/test'
import { buildPage } from './support/build-page.js'
import { startStack, type Stack } from './support/start-stack.js'
import { tabTo } from './support/tab-to.js'

const IMAGES = 'black-forest-labs/flux-schnell'

const test = base.extend<{ stack: Stack }, { folder: string }>({
  folder: [async ({}, handOver) => handOver(await buildPage('journeys')), { scope: 'worker' }],
  stack: async ({ folder }, handOver) => {
    const stack = await startStack({ folder })
    stack.emulator.set({ queueMs: 50, runMs: 300 })
    await handOver(stack)
    await stack.close()
  },
})

const viewer = (page: Page) => page.getByRole('dialog', { name: 'View large' })
const pastRuns = (page: Page) => page.getByRole('region', { name: 'Recent runs' })
const stage = (page: Page) => page.getByRole('region', { name: 'Output' })

async function runTwoImages(page: Page, stack: Stack): Promise<void> {
  await page.goto(`${stack.url}?endpoint=${IMAGES}&history`)
  await page
    .getByLabel(/prompt/i)
    .first()
    .fill('a harbour')
  await page.getByLabel('Number of images').last().fill('2')
  await page.getByRole('button', { name: /^Run/ }).click()
  await expect(stage(page).getByRole('img', { name: 'a harbour' })).toHaveCount(2)
}

test('by keys alone: large, on, near, copied, saved, and again with the old seed', async ({
  page,
  stack,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await runTwoImages(page, stack)

  const first = stage(page).getByRole('button', { name: 'a harbour' }).first()
  await tabTo(page, first)
  await page.keyboard.press('Enter')
  await expect(viewer(page).getByText('1 of 2')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(viewer(page).getByText('2 of 2')).toBeVisible()
  const large = viewer(page).getByRole('img')
  await expect.poll(async () => (await large.boundingBox())?.width).toBeGreaterThan(0)
  const fitted = (await large.boundingBox())?.width ?? 0
  await page.keyboard.press('+')
  await expect.poll(async () => (await large.boundingBox())?.width).toBeGreaterThan(fitted)
  await page.keyboard.press('0')
  await expect.poll(async () => (await large.boundingBox())?.width).toBe(fitted)
  await page.keyboard.press('Escape')
  await expect(viewer(page)).toHaveCount(0)
  await expect(first).toBeFocused()

  await tabTo(
    page,
    stage(page)
      .getByRole('button', { name: /^Copy image/ })
      .first(),
  )
  await page.keyboard.press('Enter')
  const copied = () =>
    page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => [...types]))
  await expect.poll(copied).toEqual(['image/png'])

  await tabTo(
    page,
    stage(page)
      .getByRole('link', { name: /^Download/ })
      .first(),
  )
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(download.suggestedFilename()).toMatch(/\.(png|svg|webp)$/)

  // From the history: the seed that was drawn then.
  const [drawn] = stack.emulator.requests()
  await tabTo(page, pastRuns(page).getByRole('button', { name: /a harbour/ }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Run again' }))
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Seed').first()).toHaveValue(String((drawn?.output as { seed: number }).seed))

  // And on into another model.
  await page.getByRole('button', { name: /^Run/ }).press('Enter')
  await tabTo(
    page,
    stage(page)
      .getByRole('button', { name: /^Use as input/ })
      .first(),
  )
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'topaz/upscale' })).toBeVisible()
})

test('the output beside its input: by keys, by a drag of the handle, and out of the page', async ({
  page,
  stack,
}) => {
  const input = stack.emulator.seedFiles(10).find(({ mimeType }) => mimeType?.startsWith('image/'))
  await page.goto(`${stack.url}?endpoint=topaz/upscale`)
  await page.getByRole('tab', { name: 'URL' }).click()
  await page
    .getByRole('textbox', { name: /image/i })
    .first()
    .fill(input?.url ?? '')
  // The link becomes a row when it is left, and the button moves up: it is pressed all the same.
  await page.getByRole('button', { name: /^Run/ }).click()
  const result = stage(page).getByRole('img')
  await expect(result).toBeVisible()

  // Out of the page it goes as a file with its name.
  const dragged = await result.evaluate((image: HTMLImageElement) => {
    const dataTransfer = new DataTransfer()
    image.dispatchEvent(new DragEvent('dragstart', { bubbles: true, dataTransfer }))
    return { download: dataTransfer.getData('DownloadURL'), src: image.src }
  })
  expect(dragged.download).toMatch(/^image\/\w+:[^:/]+\.\w+:http/)
  expect(dragged.download.endsWith(dragged.src)).toBe(true)

  await stage(page).getByRole('button', { name: 'Generated image' }).press('Enter')
  await viewer(page).press('c')
  const slider = viewer(page).getByRole('slider')
  const handle = async () =>
    (await viewer(page).locator('[data-mr-part=compareSlider]').boundingBox())?.x ?? 0
  await expect(slider).toHaveValue('50')
  const middle = await handle()
  await tabTo(page, slider)
  await page.keyboard.press('ArrowRight')
  await expect(slider).toHaveValue('51')
  expect(await handle()).toBeGreaterThan(middle)

  const box = await slider.boundingBox()
  if (!box) throw new Error('The slider has no box')
  const y = box.y + box.height / 2
  await page.mouse.move(await handle(), y)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 4, y, { steps: 5 })
  await page.mouse.up()
  await expect.poll(async () => Number(await slider.inputValue())).toBeLessThan(30)
  expect(await handle()).toBeLessThan(middle)
})

test.describe('by touch', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('a tap opens large, a swipe goes on, a tap closes', async ({ page, stack }) => {
    await runTwoImages(page, stack)
    const picture = stage(page).getByRole('img', { name: 'a harbour' }).first()
    const box = await picture.boundingBox()
    await picture.tap({ position: { x: (box?.width ?? 0) / 2, y: 20 } })
    await expect(viewer(page).getByText('1 of 2')).toBeVisible()
    await swipeLeft(page)
    await expect(viewer(page).getByText('2 of 2')).toBeVisible()
    await viewer(page).getByRole('button', { name: 'Zoom in' }).tap()
    await viewer(page).getByRole('button', { name: 'Close' }).tap()
    await expect(viewer(page)).toHaveCount(0)
  })
})

/** A finger from right to left, as Chromium gets it from a screen. */
async function swipeLeft(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: x === undefined ? [] : [{ x, y: 420 }],
    })
  await touch('touchStart', 330)
  for (let x = 300; x >= 90; x -= 30) await touch('touchMove', x)
  await touch('touchEnd')
}
