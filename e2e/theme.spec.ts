import { expect, type Page, test as base } from '@playwright/test'
import { buildPage } from './support/build-page.js'
import { startStack, type Stack } from './support/start-stack.js'

/** As bundlers write it for older browsers: light-dark(), :dir() and the like are other rules there than in source. */
const test = base.extend<{ stack: Stack }, { folder: string }>({
  folder: [async ({}, handOver) => handOver(await buildPage('main-job')), { scope: 'worker' }],
  stack: async ({ folder }, handOver) => {
    const stack = await startStack({ folder })
    await handOver(stack)
    await stack.close()
  },
})

const styleOf = (page: Page, id: string, property: string) =>
  page
    .locator(`#${id} select`)
    .evaluate((select, name) => getComputedStyle(select).getPropertyValue(name), property)

const LIGHT = 'rgb(255, 255, 255)'
const DARK = 'rgb(22, 22, 26)'

test('a part of a production page can be dark, and a part of that light', async ({ page, stack }) => {
  await page.goto(`${stack.url}?themes`)
  expect(await styleOf(page, 'page', 'background-color')).toBe(LIGHT)
  expect(await styleOf(page, 'dark', 'background-color')).toBe(DARK)
  expect(await styleOf(page, 'class', 'background-color')).toBe(DARK)
  expect(await styleOf(page, 'light-in-dark', 'background-color')).toBe(LIGHT)
})

test('a production page follows the system where `data-mr-theme` says so', async ({ page, stack }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(`${stack.url}?themes`)
  expect(await styleOf(page, 'page', 'background-color')).toBe(LIGHT)
  await page.locator('html').evaluate((html) => html.setAttribute('data-mr-theme', 'system'))
  expect(await styleOf(page, 'page', 'background-color')).toBe(DARK)
})

test('base tokens count wherever they are set, in every theme', async ({ page, stack }) => {
  await page.goto(`${stack.url}?themes`)
  await page.evaluate(() => {
    document.documentElement.style.setProperty('--mr-bg', 'rgb(1, 2, 3)')
    document.getElementById('class')?.style.setProperty('--mr-bg', 'rgb(4, 5, 6)')
  })
  expect(await styleOf(page, 'page', 'background-color')).toBe('rgb(1, 2, 3)')
  expect(await styleOf(page, 'dark', 'background-color')).toBe('rgb(1, 2, 3)')
  expect(await styleOf(page, 'class', 'background-color')).toBe('rgb(4, 5, 6)')
})

test("a menu's arrow stands at the end of its line, in an English page from right to left, too", async ({
  page,
  stack,
}) => {
  await page.goto(`${stack.url}?themes`)
  expect(await styleOf(page, 'page', 'background-position')).toMatch(/^calc\(100%/)
  expect(await styleOf(page, 'rtl', 'background-position')).not.toContain('100%')
})

test('refused files are distinguishable without red in forced colors', async ({ page, stack }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto(`${stack.url}?themes`)
  expect(await styleOf(page, 'page', 'border-block-start-style')).toBe('solid')
  expect(await styleOf(page, 'refused', 'border-block-start-style')).toBe('dashed')
  await expect(page.locator('[data-mr-part=problem]', { hasText: 'Not offered here.' })).toHaveCSS(
    'border-inline-start-style',
    'solid',
  )
})
