import { API_KEY } from './support/start-stack.js'
import { expect, test } from './support/stack-test.js'

const PICTURE = 'bytedance/sdxl-lightning-4step'

test('a prompt becomes a picture: one submit, one stream, no status request, no key', async ({
  page,
  stack,
  browserLog,
}) => {
  await page.goto(stack.url)
  await page
    .getByLabel(/prompt/i)
    .first()
    .fill('two friends cooking together')
  await page.getByRole('button', { name: /^run/i }).click()

  const picture = page.locator('[data-mr-part="output"] img, [data-mr="output-view"] img').first()
  await expect(picture).toBeVisible()
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0)

  const targets = browserLog.calls.filter(({ target }) => target)
  const submits = targets.filter(({ method }) => method === 'POST')
  expect(submits.map(({ target }) => new URL(target ?? '').pathname)).toEqual([`/queue/${PICTURE}`])
  expect(targets.filter(({ target }) => target?.endsWith('/requests/stream'))).toHaveLength(1)
  expect(targets.filter(({ target }) => target?.includes('/status'))).toEqual([])
  expect(stack.emulator.requests()).toHaveLength(1)
  expect(stack.emulator.billed().count).toBe(1)

  const everything = await browserLog.everything()
  expect(everything).toContain('two friends cooking together')
  expect(everything).not.toContain(API_KEY)
  expect(browserLog.complaints).toEqual([])
})
