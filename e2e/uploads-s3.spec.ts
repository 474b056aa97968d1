import { createHash } from 'node:crypto'
import { expect, type Page, test as base } from '@playwright/test'
import { createProxyHandler, toNodeHandler } from 'modelrunner-react/proxy'
import { listen } from '../test/support/listen.js'
import type { UploadsPage } from './fixtures/uploads/main.js'
import { buildPage } from './support/build-page.js'
import { type S3Platform, startS3Platform } from './support/s3-platform.js'
import { servePage } from './support/serve-page.js'

declare const window: Window & { uploads: UploadsPage }

const MIB = 1024 * 1024

const test = base.extend<{ s3: S3Platform }, { folder: string }>({
  folder: [async ({}, handOver) => handOver(await buildPage('uploads')), { scope: 'worker' }],
  s3: async ({ folder, page }, handOver) => {
    const s3 = await startS3Platform()
    const hosts = { queue: s3.url, rest: s3.url, media: s3.url }
    const proxy = toNodeHandler(createProxyHandler({ hosts, apiKey: 'key' }))
    const contentSecurityPolicy = `default-src 'self'; connect-src 'self' ${s3.storageUrl}; style-src 'self'`
    const shown = { folder, contentSecurityPolicy, config: { hosts } }
    const server = await listen((request, response) => {
      const isProxy = request.url?.startsWith('/api/modelrunner/proxy')
      void (isProxy ? proxy(request, response) : servePage(shown, request, response))
    })
    await open(page, `${server.url}/`)
    await handOver(s3)
    await page.close()
    await server.close()
    await s3.close()
  },
})

async function open(page: Page, url: string) {
  await page.goto(url)
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
const NOTHING = { url: '' }
const sha256 = (content: Uint8Array | string) => createHash('sha256').update(content).digest('hex')

test('a storage that checks signatures takes a file in one piece', async ({ page, s3 }) => {
  const size = 3 * MIB + 17
  const [{ url } = NOTHING] = await page.evaluate(
    (bytes) => window.uploads.upload([window.uploads.file('clip.mp4', bytes)]),
    size,
  )
  const { content, type } = await s3.read(url)
  expect(sha256(content)).toBe(hashOf(size))
  expect(type).toBe('video/mp4')
})

test('it takes one in parts, and puts them together as they were', async ({ page, s3 }) => {
  const size = 23 * MIB + 5
  const [{ url } = NOTHING] = await page.evaluate(
    (bytes) =>
      window.uploads.upload([window.uploads.file('long.mp4', bytes)], {
        multipartThreshold: 0,
        partSize: 5 * 1024 * 1024,
      }),
    size,
  )
  expect(s3.calls.filter((route) => route === 'multipart-url')).toHaveLength(5)
  expect(sha256((await s3.read(url)).content)).toBe(hashOf(size))
})

test('after a reload only the missing parts go to it', async ({ page, s3 }) => {
  const size = 100 * MIB
  const asked = (from = 0) => s3.calls.slice(from).filter((route) => route === 'multipart-url').length
  const start = () =>
    page.evaluate(async (bytes) => {
      const options = { multipartThreshold: 0, partSize: 5 * 1024 * 1024, partConcurrency: 1 }
      const [file] = await window.uploads.upload([window.uploads.file('long.mp4', bytes)], options)
      return file?.url ?? ''
    }, size)
  // The page goes away in the middle of it.
  start().catch(() => {})
  await expect.poll(() => asked(), { intervals: [20] }).toBeGreaterThan(4)
  await open(page, page.url())
  const before = s3.calls.length
  const url = await start()
  expect(s3.calls.slice(before)).not.toContain('initiate-multipart')
  expect(asked(before)).toBeLessThan(20)
  expect(sha256((await s3.read(url)).content)).toBe(hashOf(size))
})

test('an SVG is served as an attachment', async ({ page, s3 }) => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
  const [{ url } = NOTHING] = await page.evaluate(
    (text) => window.uploads.upload([new File([text], 'logo.svg', { type: 'image/svg+xml' })]),
    svg,
  )
  expect(await s3.read(url)).toMatchObject({ type: 'image/svg+xml', disposition: 'attachment' })
})

test('ten hard names arrive, whatever is in them', async ({ page, s3 }) => {
  const names = [
    'with space.txt',
    'plus+and&amp.txt',
    'per%20cent%.txt',
    'question?.txt',
    'hash#tag.txt',
    'Überraschung.txt',
    '日本語の写真.txt',
    'صورة.txt',
    "it's (a) [test]!.txt",
    '🐈‍⬛ cat.txt',
  ]
  const files = await page.evaluate(
    (all) => window.uploads.upload(all.map((name) => new File([`in ${name}`], name, { type: 'text/plain' }))),
    names,
  )
  for (const [index, name] of names.entries()) {
    const { content } = await s3.read(files[index]?.url ?? '')
    expect(content.toString()).toBe(`in ${name}`)
  }
})
