import type { EmulatedModel } from 'modelrunner-react/emulator'
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

test('an audio model shows a player with a playable track', async ({ page, stack, browserLog }) => {
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

const poet: EmulatedModel = {
  id: 'acme/poet',
  name: 'Poet',
  category: 'other',
  shortDescription: 'Writes a line about anything.',
  outputModalities: ['text'],
  pricingMode: 'per_output',
  rateCard: { pricingMode: 'per_output', pricePerOutput: '0.00100000' },
  averageCost: '0.00100000',
  schemas: {
    Input: { type: 'object', title: 'Input', properties: { prompt: { type: 'string', title: 'Prompt' } } },
    Output: { type: 'string', title: 'Output' },
  },
  run: ({ input }) => ({ kind: 'output', output: `A line about ${String(input['prompt'])}.` }),
}

test.describe('of a model of text on the queue', () => {
  test.use({ stackOptions: { emulator: { models: [poet] } } })

  test('its text is shown', async ({ page, stack, browserLog }) => {
    await page.goto(`${stack.url}#/create/${poet.id}`)
    await page
      .getByLabel(/prompt/i)
      .first()
      .fill('a heartbeat')
    await page.getByRole('button', { name: /^run/i }).click()
    await expect(page.locator(`${output}[data-mr-part="text"]`)).toHaveText('A line about a heartbeat.')
    expect(browserLog.complaints).toEqual([])
  })
})
