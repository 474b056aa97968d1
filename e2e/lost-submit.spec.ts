import type { Page } from '@playwright/test'
import { wartyProxies } from '../test/warty-proxies/warty-proxies.js'
import { clickRun, expect, fact, openRuns, test as base } from './support/runs-test.js'
import { type CuttingFront, startCuttingFront } from './support/start-cutting-front.js'
import type { Stack } from './support/start-stack.js'

const test = base.extend<{ keepAlive: boolean; front: CuttingFront }>({
  keepAlive: [false, { option: true }],
  front: async ({ stack, keepAlive, page }, handOver) => {
    const front = await startCuttingFront(stack.url, { keepAlive })
    await handOver(front)
    await page.close()
    await front.refuse()
  },
})

/** The page shows the outcome of the one request that there is, and says so once. */
async function expectOneRun(page: Page, { emulator }: Stack) {
  await expect(fact(page, 'phase')).toHaveText('succeeded')
  await expect(fact(page, 'output')).toContainText('a boat')
  await expect(fact(page, 'told')).toHaveText('succeeded')
  expect(emulator.requests()).toHaveLength(1)
  expect(emulator.billed().count).toBe(1)
}

/** What the package fetches soon after the start is there: what breaks below is the submit alone. */
async function openAll(page: Page, url: string, key?: string, slowHeaders = false) {
  await openRuns(page, url, { key, slowHeaders })
  await page.waitForFunction(() => {
    const files = performance.getEntriesByType('resource').map(({ name }) => name)
    return ['recover', 'create-tracker', 'from-response'].every((part) =>
      files.some((file) => file.includes(part)),
    )
  })
}

test.describe('through the package’s own proxy, one request is billed and shown', () => {
  test('when the response is lost after the platform accepted the submit', async ({ page, stack, front }) => {
    await runWithLostAnswer(page, stack, front)
  })

  test('when it is clicked offline, leaves once the app has its headers, and its answer is lost', async ({
    page,
    stack,
    front,
  }) => {
    await openAll(page, front.url, undefined, true)
    await page.context().setOffline(true)
    await clickRun(page)
    await expect(fact(page, 'phase')).toHaveText('submitting')
    expect(front.posts).toHaveLength(0)
    // The browser may still say offline while the network carries the POST: only the headers hold it back.
    await page.context().setOffline(false)
    front.cut('answered')
    await page.evaluate(() => window.dispatchEvent(new Event('headers')))
    await expectOneRun(page, stack)
    expect(front.posts).toHaveLength(1)
  })

  test('when the connection is refused', async ({ page, stack, front }) => {
    await openAll(page, front.url)
    await front.refuse()
    const refused = page.waitForEvent('requestfailed', (request) => request.method() === 'POST')
    await clickRun(page)
    expect((await refused).failure()?.errorText).toBe('net::ERR_CONNECTION_REFUSED')
    await expect(fact(page, 'phase')).toHaveText('submitting')
    await front.accept()
    await expectOneRun(page, stack)
  })

  test('when the page is reloaded before the platform accepted it', async ({ page, stack }) => {
    stack.emulator.set({ faults: [{ route: 'submit', delayMs: 1_000, times: 1 }] })
    await openAll(page, stack.url, 'picture')
    await clickRun(page)
    await expect.poll(() => stack.emulator.log.some(({ route }) => route === 'submit')).toBe(true)
    expect(stack.emulator.requests()).toEqual([])
    await page.reload()
    await expectOneRun(page, stack)
  })
})

test.describe('through a plain proxy, one request is billed and shown', () => {
  test.use({ stackOptions: { proxy: wartyProxies.official } })

  test('when the response is lost after the platform accepted the submit', async ({ page, stack, front }) => {
    await runWithLostAnswer(page, stack, front)
  })

  test('when a gateway answers 502 although the platform accepted it', async ({ page, stack }) => {
    let is502 = true
    await page.route('**/proxy', async (route) => {
      if (route.request().method() !== 'POST' || !is502) return route.fallback()
      is502 = false
      await route.fetch()
      await route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>502 Bad Gateway</h1>' })
    })
    await openAll(page, stack.url)
    await clickRun(page)
    await expectOneRun(page, stack)
    expect(is502).toBe(false)
  })

  test('when the page is reloaded before the answer', async ({ page, stack }) => {
    stack.emulator.set({ faults: [{ route: 'submit', answerDelayMs: 30_000, times: 1 }] })
    await openAll(page, stack.url, 'picture')
    await clickRun(page)
    await expect.poll(() => stack.emulator.requests().length).toBe(1)
    await page.reload()
    await expectOneRun(page, stack)
  })
})

async function runWithLostAnswer(page: Page, stack: Stack, front: CuttingFront) {
  await openAll(page, front.url)
  front.cut('answered')
  await clickRun(page)
  await expectOneRun(page, stack)
  // On a connection of its own no browser repeats it.
  expect(front.posts).toHaveLength(1)
}

/**
 * Chromium sends a request again by itself, POSTs too, when a connection that had carried requests before breaks
 * without an answer: it takes the server to have closed an idle connection. The page sees one call.
 */
test.describe('Chromium repeats a POST on a kept-alive connection that broke', () => {
  test.use({ keepAlive: true })

  async function runCut(page: Page, front: CuttingFront, moment: 'read' | 'answered') {
    await openAll(page, front.url)
    // Leaves idle connections enough for the stream and the submit.
    await page.evaluate(() => Promise.all([1, 2, 3].map(async () => (await fetch('/')).text())))
    let asked = 0
    page.on('request', (request) => (asked += Number(request.method() === 'POST')))
    front.cut(moment)
    await clickRun(page)
    await expect(fact(page, 'phase')).toHaveText('succeeded')
    expect(asked).toBe(1)
    expect(front.posts).toHaveLength(2)
    expect(front.posts[0]?.earlier).toBeGreaterThan(0)
    expect(front.posts[1]?.body).toBe(front.posts[0]?.body)
  }

  for (const moment of ['read', 'answered'] as const) {
    test(`the package’s own proxy answers both with one request (broken when ${moment})`, async ({
      page,
      stack,
      front,
    }) => {
      await runCut(page, front, moment)
      await expectOneRun(page, stack)
    })
  }

  test.describe('through a plain proxy', () => {
    test.use({ stackOptions: { proxy: wartyProxies.official } })

    test('both reach the platform: the limit that other proxies have', async ({ page, stack, front }) => {
      await runCut(page, front, 'answered')
      expect(stack.emulator.requests()).toHaveLength(2)
    })
  })
})
