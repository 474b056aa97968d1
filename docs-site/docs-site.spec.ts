import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base } from '@playwright/test'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { servePage } from '../e2e/support/serve-page.js'
import { listen } from '../test/support/listen.js'
import { readPages } from './pages.mjs'

const folder = join(import.meta.dirname, 'dist')

/** The built site on a plain file server, in a folder below the root. */
const test = base.extend<object, { site: string }>({
  site: [
    async ({}, handOver) => {
      if (!existsSync(join(folder, 'api/index.html'))) throw new Error('Build the site first: npm run docs')
      const server = await listen((request, response) => {
        request.url = request.url?.replace(/^\/some\/folder/, '')
        void servePage({ folder }, request, response)
      })
      await handOver(`${server.url}/some/folder`)
      await server.close()
    },
    { scope: 'worker' },
  ],
})

const pages = readPages().map(({ url }: { url: string }) => url)

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every guide is accessible in ${colorScheme}, and fits a phone`, async ({ browser, site }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 360, height: 740 } })
    const page = await context.newPage()
    for (const url of pages) {
      await page.goto(`${site}/${url}`)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [url, id, nodes[0]?.html])).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth), url).toBeLessThanOrEqual(360)
    }
    await context.close()
  })
}

test('the search finds a section by its text, and opens it by keyboard', async ({ page, site }) => {
  await page.goto(`${site}/errors/network.html`)
  await page.keyboard.press('/')
  await page.keyboard.type('upload resume')
  const first = page.locator('#results a').first()
  await expect(first).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(first).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/uploads\.html/)
})

test('the playground runs a model in the page, and nothing leaves it', async ({ page, site }) => {
  const outside: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(site) && !/^(blob|data):/.test(request.url())) outside.push(request.url())
  })
  await page.goto(`${site}/playground/index.html`)
  await page.getByLabel('Prompt', { exact: false }).first().fill('a lighthouse at dusk')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.locator('[data-mr-part="root"] img').first()).toBeVisible()
  expect(outside.filter((url) => !url.startsWith('https://platform.test/'))).toEqual([])
})

test('the API reference names every public export', async ({ page, site }) => {
  await page.goto(`${site}/api/modules/index.html`)
  for (const name of [
    'useSubmit',
    'useRequest',
    'ModelRunnerProvider',
    'RequestRunner',
    'ModelRunnerError',
  ]) {
    await expect(page.getByRole('link', { name, exact: true }).first()).toBeAttached()
  }
})
