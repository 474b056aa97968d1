import { expectImage, runImage } from './support/run-image.js'
import { API_KEY } from './support/start-stack.js'
import { expect, test } from './support/stack-test.js'

const IMAGE = 'bytedance/sdxl-lightning-4step'

test('a prompt becomes an image: one submit, one stream, no status request, no key', async ({
  page,
  stack,
  browserLog,
}) => {
  await page.goto(stack.url)
  await runImage(page)

  const targets = browserLog.calls.flatMap(({ method, target }) => (target ? [{ method, target }] : []))
  const submits = targets.filter(({ method }) => method === 'POST')
  expect(submits.map(({ target }) => new URL(target).pathname)).toEqual([`/queue/${IMAGE}`])
  expect(targets.filter(({ target }) => target.endsWith('/requests/stream'))).toHaveLength(1)
  expect(targets.filter(({ target }) => target.includes('/status'))).toEqual([])
  expect(stack.emulator.requests()).toHaveLength(1)
  expect(stack.emulator.billed().count).toBe(1)

  const everything = await browserLog.everything()
  expect(everything).toContain('two friends cooking together')
  expect(everything).not.toContain(API_KEY)
  expect(browserLog.complaints).toEqual([])
})

test('a run continues after a reload, and is not sent again', async ({ page, stack }) => {
  await page.goto(stack.url)
  await page
    .getByLabel(/prompt/i)
    .first()
    .fill('a patient gardener')
  await page.getByRole('button', { name: /^run/i }).click()
  await expect.poll(() => stack.emulator.requests().length).toBe(1)
  await page.reload()
  await expectImage(page)
  expect(stack.emulator.requests()).toHaveLength(1)
})
