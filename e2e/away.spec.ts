import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { createManualClock, type ManualClock } from 'modelrunner-react/emulator'
import { chromiumLaunch } from '../scripts/chromium-launch.mjs'
import { wartyProxies } from '../test/warty-proxies/warty-proxies.js'
import { clickRun, expect, fact, openRuns, test as base } from './support/runs-test.js'

/** Time on the platform moves when a test says so; its streams are those that the browser has. */
const test = base.extend<{ clock: ManualClock; caching: BrowserContext }>({
  clock: async ({}, handOver) => handOver(createManualClock()),
  stackOptions: async ({ clock }, handOver) =>
    handOver({ emulator: { clock }, proxy: wartyProxies.official }),
  caching: async ({}, handOver) => {
    const browser = await chromium.launch({
      ...chromiumLaunch,
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    })
    await handOver(await browser.newContext())
    await browser.close()
  },
})

/** What `test/echo` takes from its submit to its end, ms of the platform. */
const TAKES_MS = 300

/** What the platform takes to answer a slow submit, ms of its own. */
const SLOW_MS = 1_000

async function start(page: Page) {
  await clickRun(page)
  await expect(fact(page, 'phase')).toHaveText('queued')
  await expect(fact(page, 'connection')).toHaveText('live')
}

/** Playwright does not follow a page into the cache and back; the browser's own protocol does. */
async function follow(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  const evaluate = async (expression: string): Promise<unknown> =>
    (await cdp.send('Runtime.evaluate', { expression, returnByValue: true })).result.value
  return {
    evaluate,
    fact: (name: string) => evaluate(`document.querySelector('[data-fact="${name}"]')?.textContent`),
    async leave(url: string) {
      await evaluate(`addEventListener('pageshow', ({ persisted }) => (window.isFromCache = persisted))`)
      await cdp.send('Page.navigate', { url })
      await expect.poll(() => evaluate('location.href + document.readyState')).toBe(`${url}complete`)
    },
    async comeBack() {
      const { entries, currentIndex } = await cdp.send('Page.getNavigationHistory')
      await cdp.send('Page.navigateToHistoryEntry', { entryId: entries[currentIndex - 1]?.id ?? 0 })
      await expect.poll(() => evaluate('window.isFromCache')).toBe(true)
    },
  }
}

test('a page that comes back from the cache of the browser shows how its run ended', async ({
  stack,
  clock,
  caching,
}) => {
  const page = await caching.newPage()
  await openRuns(page, stack.url)
  const traveller = await follow(page)
  await start(page)
  await traveller.leave(`${stack.url}elsewhere`)
  await expect.poll(() => stack.emulator.streams()).toEqual({ open: 0, opened: 1 })
  await clock.advance(TAKES_MS)
  await traveller.comeBack()
  await expect.poll(() => traveller.fact('told')).toBe('succeeded')
  expect(await traveller.fact('phase')).toBe('succeeded')
  expect(stack.emulator.log.map(({ route }) => route)).toEqual(['submit', 'stream', 'stream', 'item'])
})

test('while the page with the stream rests in the cache of the browser, another tab has it', async ({
  stack,
  clock,
  caching,
}) => {
  const [page, other] = [await caching.newPage(), await caching.newPage()]
  await openRuns(page, stack.url)
  await openRuns(other, stack.url)
  const traveller = await follow(page)
  await start(page)
  await start(other)
  expect(stack.emulator.streams()).toEqual({ open: 1, opened: 1 })

  const leftAt = Date.now()
  await traveller.leave(`${stack.url}elsewhere`)
  await expect.poll(() => stack.emulator.streams(), { intervals: [20] }).toEqual({ open: 1, opened: 2 })
  expect(Date.now() - leftAt).toBeLessThan(2_000)
  await clock.advance(TAKES_MS)
  await expect(fact(other, 'phase')).toHaveText('succeeded')
  await traveller.comeBack()
  await expect.poll(() => traveller.fact('phase')).toBe('succeeded')
  expect(stack.emulator.requests()).toHaveLength(2)
})

test('a page left in the middle of a submit leaves it to the next page with its persistKey', async ({
  stack,
  clock,
  caching,
}) => {
  stack.emulator.set({ faults: [{ route: 'submit', delayMs: SLOW_MS, times: 1 }] })
  const page = await caching.newPage()
  await openRuns(page, stack.url, { key: 'picture' })
  const traveller = await follow(page)
  await clickRun(page)
  await expect.poll(() => stack.emulator.log.some(({ route }) => route === 'submit')).toBe(true)
  await traveller.leave(`${stack.url}?key=picture&next`)
  await expect.poll(() => traveller.fact('phase')).toBe('submitting')
  await clock.advance(SLOW_MS)
  await expect.poll(() => stack.emulator.requests().length).toBe(1)
  await clock.advance(TAKES_MS)
  await expect.poll(() => traveller.fact('told')).toBe('succeeded')
  expect(stack.emulator.requests()).toHaveLength(1)
  expect(stack.emulator.billed().count).toBe(1)
})
