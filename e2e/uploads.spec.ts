import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { appendFile, open as openFile, rm, writeFile } from 'node:fs/promises'
import { expect, type Page, test as base } from '@playwright/test'
import type { UploadsPage } from './fixtures/uploads/main.js'
import { buildPage } from './support/build-page.js'
import { startStack, type Stack } from './support/start-stack.js'

declare const window: Window & { uploads: UploadsPage }

const MIB = 1024 * 1024

const test = base.extend<{ stack: Stack }, { folder: string }>({
  folder: [async ({}, handOver) => handOver(await buildPage('uploads')), { scope: 'worker' }],
  stack: async ({ folder, page }, handOver) => {
    const stack = await startStack({ folder })
    await open(page, stack)
    await handOver(stack)
    await page.close()
    await stack.close()
  },
})

async function open(page: Page, stack: Stack) {
  await page.goto(stack.url)
  await page.waitForFunction(() => Boolean(window.uploads))
}

/** The hash of the file that the page makes by the same rule. */
function hashOf(size: number, seed = 1): string {
  const block = new Uint8Array(MIB)
  let state = seed
  for (let index = 0; index < MIB; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    block[index] = state >>> 24
  }
  const hash = createHash('sha256')
  for (let left = size; left > 0; left -= MIB) hash.update(block.subarray(0, Math.min(left, MIB)))
  return hash.digest('hex')
}

const calls = (stack: Stack, route: string) => stack.emulator.log.filter((entry) => entry.route === route)

test('fifty files of 5 MB arrive as they are', async ({ page, stack }) => {
  const size = 5_000_000
  await page.evaluate(async (bytes) => {
    const files = Array.from({ length: 50 }, (_, index) =>
      window.uploads.file(`${index}.mp4`, bytes, index + 1),
    )
    await window.uploads.upload(files)
  }, size)
  const hashes = stack.emulator.uploads().map(({ sha256 }) => sha256)
  expect(hashes.toSorted()).toEqual(
    Array.from({ length: 50 }, (_, index) => hashOf(size, index + 1)).toSorted(),
  )
})

test('at the real threshold one PUT turns into parts, and the bytes stay the same', async ({
  page,
  stack,
}) => {
  for (const size of [90 * MIB, 90 * MIB + 1]) {
    await page.evaluate((bytes) => window.uploads.upload([window.uploads.file(`${bytes}.mp4`, bytes)]), size)
    expect(stack.emulator.uploads().find((upload) => upload.size === size)).toMatchObject({
      kind: size > 90 * MIB ? 'multipart' : 'single',
      sha256: hashOf(size),
    })
  }
})

test('one part in ten fails, and the file arrives', async ({ page, stack }) => {
  stack.emulator.set({
    faults: [
      { route: 'part', probability: 0.04, status: 503 },
      { route: 'part', probability: 0.04, cut: 'during' },
      { route: 'part', probability: 0.04, status: 403 },
    ],
  })
  const size = 150 * MIB
  await page.evaluate(
    (bytes) => window.uploads.upload([window.uploads.file('film.mp4', bytes)], { partSize: 5 * 1024 * 1024 }),
    size,
  )
  expect(stack.emulator.uploads()).toMatchObject([{ sha256: hashOf(size), state: 'complete' }])
})

test('after a reload only the missing parts are sent', async ({ page, stack }) => {
  const size = 120 * MIB
  const choose = () =>
    page.evaluate(
      (bytes) => void window.uploads.upload([window.uploads.file('film.mp4', bytes)]).catch(() => {}),
      size,
    )
  // From the sixth on no part is answered any more.
  stack.emulator.set({ faults: [{ route: 'part', skip: 5, answerDelayMs: 600_000 }] })
  await choose()
  await expect.poll(() => calls(stack, 'part').length).toBe(9)
  await expect
    .poll(() => page.evaluate(() => window.uploads.hook.uploads[0]?.progress.loaded))
    .toBeGreaterThan(50 * MIB)
  const taken = await page.evaluate(partsOnRecord)
  expect(taken).toHaveLength(5)

  stack.emulator.set({ faults: [] })
  await open(page, stack)
  const before = stack.emulator.log.length
  await choose()
  await expect(page.getByText('done 1')).toBeVisible()
  const sent = stack.emulator.log.slice(before).filter(({ route }) => route === 'part')
  const parts = sent.map(({ partNumber }) => partNumber)
  expect(parts).toHaveLength(12 - 5)
  expect(parts.filter((part) => taken.includes(part as number))).toEqual([])
  expect(stack.emulator.log.slice(before).filter(({ route }) => route === 'initiate-multipart')).toEqual([])
  expect(stack.emulator.uploads()).toMatchObject([{ sha256: hashOf(size), state: 'complete' }])
  expect(await page.evaluate(partsOnRecord)).toEqual([])
})

test('offline it waits, and resumes automatically', async ({ page, stack, context }) => {
  stack.emulator.set({ faults: [{ route: 'part', skip: 2, answerDelayMs: 300 }] })
  const size = 100 * MIB
  await page.evaluate((bytes) => void window.uploads.upload([window.uploads.file('film.mp4', bytes)]), size)
  await expect.poll(() => calls(stack, 'part').length).toBeGreaterThan(3)
  await context.setOffline(true)
  await expect.poll(() => page.evaluate(() => window.uploads.hook.uploads[0]?.notice)).toBe('offline')
  await context.setOffline(false)
  await expect(page.getByText('done 1')).toBeVisible()
  expect(stack.emulator.uploads()).toMatchObject([{ sha256: hashOf(size), state: 'complete' }])
})

test('a file of 2 GiB goes up from disk within 64 MiB of JS heap', async ({ page, stack }, testInfo) => {
  test.setTimeout(300_000)
  const path = testInfo.outputPath('film.mp4')
  const size = 2048 * MIB
  const file = await openFile(path, 'w')
  await file.truncate(size)
  // Sparse, with a mark here and there, so that no part can stand in another one's place.
  for (let at = 0; at < size; at += 97 * MIB) await file.write(String(at), at)
  await file.close()

  const session = await page.context().newCDPSession(page)
  const heap = async () => (await session.send('Runtime.getHeapUsage')).usedSize
  await session.send('HeapProfiler.collectGarbage')
  const before = await heap()
  let peak = before
  await page.locator('input').setInputFiles(path)
  await expect
    .poll(
      async () => {
        peak = Math.max(peak, await heap())
        return page.locator('output').textContent()
      },
      { timeout: 240_000, intervals: [100] },
    )
    .toBe('done 1 ')
  expect((peak - before) / MIB).toBeLessThan(64)
  expect(stack.emulator.uploads()).toMatchObject([
    { size, sha256: await hashOfFile(path), kind: 'multipart' },
  ])
  expect(calls(stack, 'part')).toHaveLength(205)
  await rm(path)
})

test('a file that changes on disk meanwhile fails plainly, and goes up whole when chosen again', async ({
  page,
  stack,
}, testInfo) => {
  const path = testInfo.outputPath('film.mp4')
  await writeFile(path, Buffer.alloc(120 * MIB, 'film'))
  stack.emulator.set({ faults: [{ route: 'part', skip: 3, answerDelayMs: 300 }] })
  await page.locator('input').setInputFiles(path)
  await expect.poll(() => calls(stack, 'part').length).toBeGreaterThan(3)
  await appendFile(path, 'cut')
  await expect(page.locator('output')).toContainText(/^failed .*film\.mp4.*changed or removed/)
  expect(stack.emulator.uploads()[0]?.state).toBe('open')

  stack.emulator.set({ faults: [] })
  await page.locator('input').setInputFiles([])
  await page.locator('input').setInputFiles(path)
  await expect(page.getByText('done 1')).toBeVisible()
  const complete = stack.emulator.uploads().filter(({ state }) => state === 'complete')
  expect(complete).toMatchObject([{ size: 120 * MIB + 3, sha256: await hashOfFile(path) }])
  await rm(path)
})

test('two tabs that send one file at once do not mix their parts', async ({ page, stack, context }) => {
  const size = 100 * MIB
  const other = await context.newPage()
  await open(other, stack)
  stack.emulator.set({ faults: [{ route: 'part', answerDelayMs: 600 }] })
  const urls = await Promise.all(
    [page, other].map((tab) =>
      tab.evaluate((bytes) => window.uploads.upload([window.uploads.file('film.mp4', bytes)]), size),
    ),
  )
  const uploads = stack.emulator.uploads()
  expect(uploads.map(({ state, sha256 }) => [state, sha256])).toEqual([
    ['complete', hashOf(size)],
    ['complete', hashOf(size)],
  ])
  expect(
    urls
      .flat()
      .map(({ url }) => url)
      .toSorted(),
  ).toEqual(uploads.map(({ url }) => url).toSorted())
  expect(calls(stack, 'part')).toHaveLength(20)
  expect(await page.evaluate(partsOnRecord)).toEqual([])

  // A tab that is closed leaves its record to the others.
  stack.emulator.set({ faults: [{ route: 'part', skip: 4, answerDelayMs: 600_000 }] })
  await other.evaluate(
    (bytes) => void window.uploads.upload([window.uploads.file('film.mp4', bytes)]).catch(() => {}),
    size,
  )
  await expect.poll(async () => (await page.evaluate(partsOnRecord)).length).toBe(4)
  await other.close()
  // The browser puts a page away in its own time, and with it its lock; how long an upload waits for that has its own test.
  await expect.poll(() => page.evaluate(async () => (await navigator.locks.query()).held?.length)).toBe(0)
  stack.emulator.set({ faults: [] })
  const before = stack.emulator.log.length
  await page.evaluate((bytes) => window.uploads.upload([window.uploads.file('film.mp4', bytes)]), size)
  expect(stack.emulator.log.slice(before).filter(({ route }) => route === 'part')).toHaveLength(6)
})

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: MIB })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Numbers of the parts that the browser remembers. */
async function partsOnRecord(): Promise<number[]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('modelrunner-react')
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
  const keys = await new Promise<[string, number][]>((resolve) => {
    const asking = database.transaction('parts').objectStore('parts').getAllKeys()
    asking.onsuccess = () => resolve(asking.result as [string, number][])
  })
  database.close()
  return keys.map(([, part]) => part)
}
