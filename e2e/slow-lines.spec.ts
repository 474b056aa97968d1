import { createHash } from 'node:crypto'
import { expect, type Page, test as base } from '@playwright/test'
import type { UploadOptions } from 'modelrunner-react'
import { createEmulator, type Emulator } from 'modelrunner-react/emulator'
import { createProxyHandler, type ProxyHandler, toNodeHandler } from 'modelrunner-react/proxy'
import { listen } from '../test/support/listen.js'
import { bytes } from '../test/support/bytes.js'
import type { SkippingClock } from './fixtures/lines/skipping-clock.js'
import { buildPage } from './support/build-page.js'
import { servePage } from './support/serve-page.js'
import { type SlowStorage, startSlowStorage, type StorageLine } from './support/start-slow-storage.js'

declare const window: Window & { clock: SkippingClock }

const MIB = 1024 * 1024
const PARTS: UploadOptions = { multipartThreshold: 0, partSize: 5 * MIB }
const DIRECT: UploadOptions = { relay: 'never' }

/** The page, and the emulator's storage behind a line of its own. */
interface Lines {
  emulator: Emulator
  /** Sends one file of so many bytes; resolves with the state that its row ends in. */
  send(line: StorageLine, size: number, options?: UploadOptions): Promise<Sent>
}
interface Sent {
  state: string | null
  content: Buffer
  storage: SlowStorage
}

const test = base.extend<{ lines: Lines }, { folder: string }>({
  folder: [async ({}, handOver) => handOver(await buildPage('lines')), { scope: 'worker' }],
  lines: async ({ folder, page }, handOver) => {
    const emulator = createEmulator({ latencyMs: 0 })
    const platform = await emulator.listen()
    let storage: SlowStorage | undefined
    const proxy = createProxyHandler({ hosts: platform.hosts, apiKey: 'key' })
    const toStorage: ProxyHandler = async (request) => {
      const answer = await proxy(request)
      const headers = new Headers(answer.headers)
      headers.delete('content-length')
      const text = (await answer.text()).replaceAll(`${platform.url}/bucket/`, `${storage?.url}/bucket/`)
      return new Response(text, { status: answer.status, headers })
    }
    const handler = toNodeHandler(toStorage)
    const shown = { folder, config: { hosts: platform.hosts } }
    const server = await listen((request, response) => {
      const isProxy = request.url?.startsWith('/api/modelrunner/proxy')
      void (isProxy ? handler(request, response) : servePage(shown, request, response))
    })
    await handOver({
      emulator,
      async send(line, size, options = {}) {
        storage = await startSlowStorage(platform.url, line)
        const content = Buffer.from(bytes(size))
        const asked = encodeURIComponent(JSON.stringify(options))
        await page.goto(`${server.url}/?options=${asked}`)
        await page
          .locator('input[type=file]')
          .setInputFiles({ name: 'film.mp4', mimeType: 'video/mp4', buffer: content })
        return {
          state: await ended(page, storage, line.ends === 'never' ? NEVER : size / (line.speed ?? 1e6)),
          content,
          storage,
        }
      },
    })
    await page.close()
    await server.close()
    await storage?.close()
    await platform.close()
    emulator.dispose()
  },
})

/** More would take long, and with fewer a connection that moves would seem to stand still between two reports of its progress. */
const MAX_TICKS = 100

/** What is waited for an answer that does not come, three times and longer each time, s. */
const NEVER = 30 * 60

/** Lets line and clock move together until the file is up or failed; resolves with its state. */
async function ended(page: Page, storage: SlowStorage, secondsOnLine: number): Promise<string | null> {
  const row = page.locator('[data-mr-part=item]')
  const step = secondsOnLine > MAX_TICKS ? secondsOnLine / MAX_TICKS : 1
  for (;;) {
    const state = (await row.count()) ? await row.getAttribute('data-state') : null
    if (state === 'done' || state === 'failed') return state
    const seconds = (await storage.tick(step)) ? step : 0
    // Progress is reported once in a while, and painted with a frame.
    await page.evaluate((ms) => {
      window.clock.skip(ms)
      return new Promise((painted) => requestAnimationFrame(painted))
    }, seconds * 1000)
  }
}

const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')

const arriving: [string, StorageLine, number, UploadOptions?][] = [
  ['2 MB behind a box that takes all and forwards 50 kB/s', { speed: 50e3, swallows: true }, 2e6],
  ['200 kB swallowed, at 2 kB/s', { speed: 2e3, swallows: true }, 200e3],
  ['200 kB at 2 kB/s', { speed: 2e3 }, 200e3],
  ['2 MB swallowed, at 30 kB/s', { speed: 30e3, swallows: true }, 2e6],
  ['8 MB at 50 kB/s', { speed: 50e3 }, 8e6],
  ['11 MiB in parts, swallowed, at 250 kB/s', { speed: 250e3, swallows: true }, 11 * MIB, PARTS],
  ['11 MiB in parts at 250 kB/s', { speed: 250e3 }, 11 * MIB, PARTS],
  ['11 MiB in parts, swallowed, at 30 kB/s', { speed: 30e3, swallows: true }, 11 * MIB, PARTS],
  ['more parts than connections, at 50 kB/s', { speed: 50e3 }, 35 * MIB, { ...PARTS, partConcurrency: 10 }],
  ['an answer that comes 60 s after the last byte', { answersAfter: 60 }, 1e6],
  ['in one piece, from a storage that hides its ETag', { ends: 'hidden' }, 1e6],
]

for (const [title, line, size, options] of arriving) {
  test(`every byte arrives, and is sent once: ${title}`, async ({ page, lines }) => {
    const { state, content, storage } = await lines.send(line, size, { ...DIRECT, ...options })
    expect(state, (await page.locator('[data-mr-part=item]').textContent()) ?? '').toBe('done')
    await expect(page.getByText(/^Uploaded · /)).toBeVisible()
    expect(lines.emulator.uploads()).toMatchObject([{ state: 'complete', sha256: sha256(content) }])
    expect(storage.taken.bytes).toBe(size)
  })
}

const broken: [string, StorageLine][] = [
  ['takes all bytes and never answers', { ends: 'never', swallows: true }],
  ['takes all bytes and breaks', { ends: 'reset', swallows: true }],
  ['breaks at the first byte', { ends: 'closed' }],
  ['takes no connection', { ends: 'refused' }],
]
for (const [title, line] of broken) {
  test(`the relay brings a file where the storage ${title}`, async ({ page, lines }) => {
    const { state, content } = await lines.send(line, 1e6)
    expect(state).toBe('done')
    await expect(page.getByText(/^Uploaded · /)).toBeVisible()
    expect(lines.emulator.uploads()).toMatchObject([{ kind: 'relay', sha256: sha256(content) }])
  })

  test(`without a relay it is the connection, and may be tried again, where the storage ${title}`, async ({
    page,
    lines,
  }) => {
    expect((await lines.send(line, 1e6, DIRECT)).state).toBe('failed')
    await expect(page.getByText('The connection broke. Check your network, then try again.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
    expect(lines.emulator.uploads()).toEqual([])
  })
}

test('a connection that breaks twice costs two tries, not the file', async ({ lines }) => {
  const line: StorageLine = { ends: 'reset', times: 2 }
  const { state, content, storage } = await lines.send(line, 11 * MIB, { ...DIRECT, ...PARTS })
  expect(state).toBe('done')
  expect(storage.taken.requests).toBe(3 + 2)
  expect(lines.emulator.uploads()).toMatchObject([{ state: 'complete', sha256: sha256(content) }])
})

const IN_AN_HOUR = { 'retry-after': '3600' }
const BODY = '<Error><Code>InvalidDigest</Code><Message>The digest is wrong</Message></Error>'
const refused: [string, StorageLine, { says: string; again: boolean; requests: number }, UploadOptions?][] = [
  [
    'hides the ETag of a part',
    { ends: 'hidden' },
    { says: "Uploads aren't set up for this page. Contact support.", again: false, requests: 1 },
    { ...PARTS, partConcurrency: 1 },
  ],
  [
    'refuses the page',
    { ends: 'origin' },
    { says: "Uploads aren't set up for this page. Contact support.", again: true, requests: 0 },
  ],
  [
    'answers 400 and asks for an hour',
    { answer: { status: 400, body: BODY, headers: IN_AN_HOUR } },
    { says: 'The storage refused this file. (The digest is wrong)', again: false, requests: 1 },
  ],
  [
    'answers 403 and asks for an hour',
    { answer: { status: 403, headers: IN_AN_HOUR } },
    { says: 'The storage refused this file.', again: false, requests: 2 },
  ],
  [
    'answers 429 and asks for an hour',
    { answer: { status: 429, headers: IN_AN_HOUR } },
    { says: 'The storage is busy. Try again in 1 h 0 min.', again: true, requests: 1 },
  ],
  [
    'answers 503 each time',
    { answer: { status: 503 } },
    { says: 'The storage is not available right now. Try again.', again: true, requests: 3 },
  ],
]
for (const [title, line, { says, again, requests }, options] of refused) {
  test(`the row says what helps where the storage ${title}`, async ({ page, lines }) => {
    const { state, storage } = await lines.send(line, 1e6, { ...DIRECT, ...options })
    expect(state).toBe('failed')
    await expect(page.locator('[data-mr-part=error]')).toHaveText(says)
    await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(again ? 1 : 0)
    expect(storage.taken.requests).toBe(requests)
    expect(lines.emulator.uploads().filter(({ state: now }) => now === 'complete')).toEqual([])
  })
}
