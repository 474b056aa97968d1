import { API_KEY } from './support/start-stack.js'
import { expect, test } from './support/stack-test.js'

test('hooks alone: one submit, one stream, no status request, no key in the browser', async ({
  page,
  stack,
  browserLog,
}) => {
  await page.goto(`${stack.url}#/own`)
  await page.getByLabel('What to draw').fill('two friends cooking together')
  await page.getByRole('button', { name: 'Draw' }).click()

  const picture = page.locator('.frame img')
  await expect(picture).toBeVisible()
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0)

  const targets = browserLog.calls.flatMap(({ method, target }) => (target ? [{ method, target }] : []))
  expect(targets.filter(({ method }) => method === 'POST')).toHaveLength(1)
  expect(targets.filter(({ target }) => target.endsWith('/requests/stream'))).toHaveLength(1)
  expect(targets.filter(({ target }) => target.includes('/status'))).toEqual([])
  expect(stack.emulator.requests()).toHaveLength(1)

  const everything = await browserLog.everything()
  expect(everything).toContain('two friends cooking together')
  expect(everything).not.toContain(API_KEY)
  expect(browserLog.complaints).toEqual([])
})
