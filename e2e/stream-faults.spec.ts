import type { Page } from '@playwright/test'
import { createProxyHandler } from 'modelrunner-react/proxy'
import { wartyProxies } from '../test/warty-proxies/warty-proxies.js'
import { expect, test } from './support/stack-test.js'

async function draw(page: Page, url: string) {
  await page.goto(`${url}#/own`)
  await page.getByLabel('What to draw').fill('a boat that comes home in any weather')
  await page.getByRole('button', { name: 'Draw' }).click()
}

const picture = (page: Page) => page.locator('.frame img')
const connection = (page: Page) => page.locator('.connection')

test.describe('the stream is cut in the middle', () => {
  test.use({
    stackOptions: {
      settings: { faults: [{ route: 'stream', stream: { dropAfterEvents: 2 }, times: 1 }] },
    },
  })

  test('it is opened again and the run ends with an image', async ({ page, stack }) => {
    await draw(page, stack.url)
    await expect(picture(page)).toBeVisible()
    expect(stack.emulator.faultCounts()).not.toEqual({})
    expect(stack.emulator.requests()).toHaveLength(1)
  })
})

test.describe('the stream goes silent after its snapshot', () => {
  test.use({
    stackOptions: {
      settings: { faults: [{ route: 'stream', stream: { stall: 1 } }] },
      // The proxy's clock is not the page's: a stream that it keeps for the next page would not be silent for long yet.
      proxy: (options) => createProxyHandler({ ...options, shareStream: false }),
    },
  })

  test('the watchdog notices and the run ends with an image', async ({ page, stack }) => {
    // Silence is only known after two missed heartbeats, so the page's clock is wound on.
    await page.clock.install()
    await draw(page, stack.url)
    await expect(connection(page)).toHaveAttribute('data-state', 'live')
    await expect.poll(() => stack.emulator.requests()[0]?.status).toBe('COMPLETED')
    await page.clock.fastForward(61_000)
    await expect(picture(page)).toBeVisible()
    expect(stack.emulator.requests()).toHaveLength(1)
  })
})

test.describe('the stream never delivers a byte', () => {
  test.use({ stackOptions: { proxy: wartyProxies.buffers } })

  test('polling takes over within 12 seconds, and says so', async ({ page, stack }) => {
    // The run is over by then, so the first answer ends the polling: it is held until the page has said so.
    let release = () => {}
    const isReleased = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/proxy', async (route) => {
      const target = route.request().headers()['x-modelrunner-target-url'] ?? ''
      if (target.includes('/queue/requests?')) await isReleased
      await route.continue()
    })
    const started = Date.now()
    await draw(page, stack.url)
    await expect(connection(page)).toHaveAttribute('data-state', 'polling')
    expect(Date.now() - started).toBeLessThan(12_000)
    release()
    await expect(picture(page)).toBeVisible()
    expect(stack.emulator.requests()).toHaveLength(1)
  })
})

test('the code that watches a run cannot be fetched at first: the run is shown all the same', async ({
  page,
  stack,
}) => {
  let refused = 0
  await page.route('**/assets/create-tracker-*.js', (route) =>
    refused++ < 2 ? route.abort() : route.continue(),
  )
  await draw(page, stack.url)
  await expect(picture(page)).toBeVisible()
  expect(refused).toBeGreaterThanOrEqual(2)
  expect(stack.emulator.requests()).toHaveLength(1)
})
