import { expect, test } from './support/stack-test.js'

const output = '[data-mr="output-view"]'

test('a video model shows a video that plays', async ({ page, stack, browserLog }) => {
  await page.goto(`${stack.url}#/create/bytedance/seedance-v2.5/text-to-video`)
  await page
    .getByLabel(/prompt/i)
    .first()
    .fill('waves at night')
  await page.getByRole('button', { name: /^run/i }).click()
  const video = page.locator(`${output} video`).first()
  await expect(video).toBeVisible()
  await expect.poll(() => video.evaluate((film: HTMLVideoElement) => film.videoWidth)).toBeGreaterThan(0)
  expect(browserLog.complaints).toEqual([])
})

test('an audio model shows a player with sound in it', async ({ page, stack, browserLog }) => {
  await page.goto(`${stack.url}#/create/meta/musicgen`)
  await page
    .getByLabel(/prompt/i)
    .first()
    .fill('a slow waltz')
  await page.getByRole('button', { name: /^run/i }).click()
  const audio = page.locator(`${output} audio`).first()
  await expect(audio).toBeVisible()
  await expect.poll(() => audio.evaluate((sound: HTMLAudioElement) => sound.duration)).toBeGreaterThan(0)
  expect(browserLog.complaints).toEqual([])
})

test('a text model shows its words', async ({ page, stack, browserLog }) => {
  await page.goto(`${stack.url}#/create/meta/llama-4-instruct`)
  await page
    .getByLabel(/prompt/i)
    .first()
    .fill('What is a heartbeat for?')
  await page.getByRole('button', { name: /^run/i }).click()
  await expect(page.locator(`${output}[data-mr-part="text"]`)).toHaveText(/\w+ \w+ \w+/)
  expect(browserLog.complaints).toEqual([])
})
