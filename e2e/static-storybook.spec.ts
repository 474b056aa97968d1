import { test as base, expect } from '@playwright/test'
import { join } from 'node:path'
import { listen } from '../test/support/listen.js'
import { servePage } from './support/serve-page.js'
import { watchBrowser } from './support/watch-browser.js'

/** The static Storybook on a plain file server, in a folder below the root, as on a project's pages. */
const test = base.extend<object, { storybook: string }>({
  storybook: [
    async ({}, handOver) => {
      const folder = join(import.meta.dirname, '../storybook-static')
      const server = await listen((request, response) => {
        request.url = request.url?.replace(/^\/docs\/library/, '')
        void servePage({ folder }, request, response)
      })
      await handOver(`${server.url}/docs/library/`)
      await server.close()
    },
    { scope: 'worker' },
  ],
})

test('runs a model without any server behind it', async ({ page, storybook }) => {
  const { calls, complaints } = watchBrowser(page)
  await page.goto(`${storybook}iframe.html?id=hooks-userequest--example&viewMode=story`)
  const picture = page.getByRole('img')
  await expect(picture).toBeVisible()
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0)
  const outside = calls.filter(
    ({ url }) => !url.startsWith(storybook) && !url.startsWith('https://platform.test/'),
  )
  expect(outside.map(({ url }) => url)).toEqual([])
  expect(complaints).toEqual([])
})
