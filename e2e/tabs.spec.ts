import type { BrowserContext, Page } from '@playwright/test'
import { createManualClock, type ManualClock, type RouteName } from 'modelrunner-react/emulator'
import { wartyProxies } from '../test/warty-proxies/warty-proxies.js'
import { type Asked, clickRun, expect, fact, openRuns, test as base } from './support/runs-test.js'
import type { Stack } from './support/start-stack.js'

/** Time on the platform moves when a test says so: a run is under way for as long as the test needs. */
const test = base.extend<{ clock: ManualClock; tab: (asked?: Asked) => Promise<Page> }>({
  clock: async ({}, handOver) => handOver(createManualClock()),
  // A proxy that opens one upstream stream for each of its own: the platform sees what the browser does.
  stackOptions: async ({ clock }, handOver) =>
    handOver({ emulator: { clock }, proxy: wartyProxies.official }),
  tab: async ({ context, stack }, handOver) => {
    await handOver((asked) => openTab(context, stack, asked))
  },
})

/** `test/echo` waits 100 ms in the queue, then works for 200 ms; ms of the platform. */
const QUEUE_MS = 100
const RUN_MS = 200

async function openTab(context: BrowserContext, stack: Stack, asked?: Asked): Promise<Page> {
  const page = await context.newPage()
  await openRuns(page, stack.url, asked)
  return page
}

/** All pages at once, so that ten take little longer than one; then the platform works on their runs. */
async function start(clock: ManualClock, ...pages: Page[]) {
  await Promise.all(
    pages.map(async (page) => {
      await clickRun(page)
      await expect(fact(page, 'phase')).toHaveText('queued')
      await expect(fact(page, 'connection')).toHaveText('live')
    }),
  )
  await clock.advance(QUEUE_MS)
  await expectAll(pages, 'running')
}

const expectAll = (pages: Page[], phase: string) =>
  Promise.all(pages.map((page) => expect(fact(page, 'phase')).toHaveText(phase)))

const calls = ({ emulator }: Stack, ...routes: RouteName[]) =>
  emulator.log.filter(({ route }) => routes.includes(route))
const reads = (stack: Stack) => calls(stack, 'item', 'list', 'status', 'result')

/**
 * A submit that left before its tab was connected is read once where no news of it comes for two seconds, as on a slow
 * machine while the platform's clock stands. Once all are seen to run, no read is needed. Returns how many there were.
 */
function readsAtStart(stack: Stack): number {
  const ids = reads(stack).map(({ requestId }) => requestId)
  expect(calls(stack, 'list')).toEqual([])
  expect(ids).toEqual([...new Set(ids)])
  return ids.length
}

test('two tabs share one stream', async ({ stack, tab, clock }) => {
  const pages = [await tab(), await tab()]
  await start(clock, ...pages)
  const readBefore = readsAtStart(stack)
  expect(stack.emulator.streams()).toEqual({ open: 1, opened: 1 })
  await clock.advance(RUN_MS)
  await expectAll(pages, 'succeeded')
  expect(stack.emulator.streams().opened).toBe(1)
  expect(calls(stack, 'submit')).toHaveLength(2)
  expect(reads(stack)).toHaveLength(readBefore)
})

test('when the tab with the stream closes, another one takes over within two seconds', async ({
  stack,
  tab,
  clock,
}) => {
  const [leader, other] = [await tab(), await tab()]
  await start(clock, leader)
  await start(clock, other)
  const readBefore = readsAtStart(stack)
  expect(stack.emulator.streams()).toEqual({ open: 1, opened: 1 })

  const closedAt = Date.now()
  await leader.close()
  await expect.poll(() => stack.emulator.streams(), { intervals: [20] }).toEqual({ open: 1, opened: 2 })
  expect(Date.now() - closedAt).toBeLessThan(2_000)

  await clock.advance(RUN_MS)
  await expectAll([other], 'succeeded')
  await expect(fact(other, 'told')).toHaveText('succeeded')
  expect(calls(stack, 'submit')).toHaveLength(2)
  expect(reads(stack).length - readBefore).toBeLessThanOrEqual(1)
})

test('a run that ends while no tab has the stream is read once', async ({ stack, tab, clock }) => {
  const [leader, other] = [await tab(), await tab()]
  await start(clock, leader)
  await start(clock, other)
  const readBefore = readsAtStart(stack)
  // The next stream is slow to open, so that the end falls into the gap.
  stack.emulator.set({ faults: [{ route: 'stream', delayMs: RUN_MS, times: 1 }] })

  await leader.close()
  await expect.poll(() => stack.emulator.streams().open).toBe(0)
  await expect.poll(() => calls(stack, 'stream').length).toBe(2)
  await clock.advance(RUN_MS)
  await expectAll([other], 'succeeded')
  expect(calls(stack, 'submit')).toHaveLength(2)
  expect(reads(stack)).toHaveLength(readBefore + 1)
})

test('ten tabs share one stream', async ({ stack, tab, clock }) => {
  const pages = await Promise.all(Array.from({ length: 10 }, () => tab()))
  await start(clock, ...pages)
  const readBefore = readsAtStart(stack)
  expect(stack.emulator.streams()).toEqual({ open: 1, opened: 1 })
  await clock.advance(RUN_MS)
  await expectAll(pages, 'succeeded')
  expect(stack.emulator.streams().opened).toBe(1)
  expect(calls(stack, 'submit')).toHaveLength(10)
  expect(reads(stack)).toHaveLength(readBefore)
})

test('two users of one browser have a stream each, and nothing is mixed', async ({
  stack,
  tab,
  clock,
  context,
}) => {
  await context.addInitScript(() => {
    const names = new Set<string>()
    const { postMessage } = BroadcastChannel.prototype
    BroadcastChannel.prototype.postMessage = function (message) {
      names.add(this.name)
      postMessage.call(this, message)
    }
    Object.assign(window, { channels: names })
  })
  const ann = await tab({ user: 'ann', key: 'picture' })
  const bob = await tab({ user: 'bob', key: 'picture' })
  await start(clock, ann)
  await expect(fact(bob, 'phase')).toHaveText('idle')
  await start(clock, bob)
  expect(stack.emulator.streams()).toEqual({ open: 2, opened: 2 })
  const channels = (page: Page) =>
    page.evaluate(() => [...(window as never as { channels: string[] }).channels])
  const [anns, bobs] = [await channels(ann), await channels(bob)]
  expect(anns).toHaveLength(1)
  expect(bobs).toHaveLength(1)
  expect(anns).not.toEqual(bobs)

  await ann.close()
  await expect.poll(() => stack.emulator.streams()).toEqual({ open: 1, opened: 2 })
  await clock.advance(RUN_MS)
  await expectAll([bob], 'succeeded')
  expect(calls(stack, 'submit')).toHaveLength(2)
  const annAgain = await tab({ user: 'ann', key: 'picture' })
  await expectAll([annAgain], 'succeeded')
  expect(calls(stack, 'submit')).toHaveLength(2)
})

test('two tabs with one persistKey make one request, and both show how it ended', async ({
  stack,
  tab,
  clock,
}) => {
  const pages = [await tab({ key: 'picture' }), await tab({ key: 'picture' })]
  // Two people at one table, both quicker than what one tab can tell the other.
  const at = Date.now() + 500
  await Promise.all(pages.map((page) => page.evaluate(clickAt, at)))
  await expectAll(pages, 'queued')
  await clock.advance(QUEUE_MS + RUN_MS)
  await expectAll(pages, 'succeeded')
  for (const page of pages) await expect(fact(page, 'output')).toContainText('a boat')
  const reported = await Promise.all(pages.map((page) => fact(page, 'told').textContent()))
  expect(reported.toSorted()).toEqual(['', 'succeeded'])
  expect(calls(stack, 'submit')).toHaveLength(1)
  expect(stack.emulator.billed().count).toBe(1)
})

test('two tabs with one persistKey, an upload in the one and a click in the other: each pays for and shows its own', async ({
  stack,
  tab,
  clock,
}) => {
  const [uploads, clicks] = [await tab({ key: 'picture' }), await tab({ key: 'picture' })] as const
  let release = () => {}
  const isReleased = new Promise<void>((resolve) => (release = resolve))
  await uploads.route(/./, async (route) => {
    if (route.request().method() === 'PUT') await isReleased
    await route.fallback()
  })
  await uploads.getByRole('button', { name: 'With a file' }).click()
  await expect(fact(uploads, 'phase')).toHaveText('uploading')
  await clickRun(clicks)
  // It does not wait for what the other tab uploads.
  await expect(fact(clicks, 'phase')).toHaveText('queued')
  await clock.advance(QUEUE_MS + RUN_MS)
  await expect(fact(clicks, 'phase')).toHaveText('succeeded')
  await expect(fact(clicks, 'output')).toContainText('a boat')
  await expect(fact(uploads, 'phase')).toHaveText('uploading')
  release()
  await expect(fact(uploads, 'phase')).toHaveText('queued')
  await clock.advance(QUEUE_MS + RUN_MS)
  await expect(fact(uploads, 'phase')).toHaveText('succeeded')
  for (const page of [uploads, clicks]) {
    const prompt = (await fact(page, 'input').textContent())?.includes('a photo') ? 'a photo' : 'a boat'
    await expect(fact(page, 'output')).toContainText(prompt)
  }
  await expect(fact(uploads, 'output')).toContainText('a photo')
  expect(calls(stack, 'submit')).toHaveLength(2)
  expect(stack.emulator.billed().count).toBe(2)
})

function clickAt(at: number) {
  setTimeout(() => document.querySelector('button')?.click(), at - Date.now())
}
