import { expect, test } from './support/stack-test.js'
import { tabTo } from './support/tab-to.js'

test('the main job, from the address bar to the file, by keyboard alone', async ({
  page,
  stack,
  browserLog,
}) => {
  await page.goto(stack.url)
  const prompt = page.getByLabel('Prompt', { exact: true })
  await expect(prompt).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')

  await tabTo(page, prompt)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('a kite over the dunes')
  const run = page.getByRole('button', { name: /^Run/ })
  await tabTo(page, run)
  await page.keyboard.press('Enter')

  await expect(page.getByRole('img', { name: 'a kite over the dunes' })).toBeVisible()
  // Where the person is does not change under them: the next step is one Tab away.
  await expect(run).toBeFocused()

  await tabTo(page, page.getByRole('link', { name: 'Download' }))
  const downloading = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  expect((await downloading).suggestedFilename()).toMatch(/\.png$/)

  await tabTo(page, page.getByRole('link', { name: 'Open in a new tab' }))
  const opening = page.waitForEvent('popup')
  await page.keyboard.press('Enter')
  await (await opening).waitForURL(/\.png$/)

  expect(stack.emulator.requests()).toHaveLength(1)
  expect(browserLog.complaints).toEqual([])
})

test('every stop of the way can be seen', async ({ page, stack }) => {
  await page.goto(stack.url)
  await expect(page.getByLabel('Prompt', { exact: true })).toBeVisible()
  const stops = new Set<string>()
  for (let stop = 0; stop < 60; stop++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return undefined
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      const { width, height } = element.getBoundingClientRect()
      return {
        name: element.outerHTML.slice(0, 160),
        isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width > 0 && height > 0,
      }
    })
    if (!focused) break
    expect(focused).toEqual({ name: focused.name, isSeen: true })
    stops.add(focused.name)
  }
  expect(stops.size).toBeGreaterThan(15)
})
