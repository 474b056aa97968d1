import AxeBuilder from '@axe-core/playwright'
import { expect, test as base } from '@playwright/test'
import { buildPage } from './support/build-page.js'
import { startStack, type Stack } from './support/start-stack.js'
import { tabTo } from './support/tab-to.js'

const test = base.extend<{ stack: Stack }, { folder: string }>({
  folder: [async ({}, handOver) => handOver(await buildPage('files')), { scope: 'worker' }],
  stack: async ({ folder }, handOver) => {
    const stack = await startStack({ folder })
    await handOver(stack)
    await stack.close()
  },
})
const calls = (stack: Stack, route: string) => stack.emulator.log.filter((entry) => entry.route === route)

test('by keys alone a file is found, seen, kept, tagged, picked and removed', async ({ page, stack }) => {
  stack.emulator.seedFiles(30)
  await page.goto(`${stack.url}?library`)
  await tabTo(page, page.getByRole('searchbox'))
  await page.keyboard.type('portrait')
  const cells = page.getByRole('gridcell')
  await expect(page.locator('[data-mr-part=name]', { hasText: /^((?!portrait).)*$/ })).toHaveCount(0)
  await tabTo(page, cells.first())
  await page.keyboard.press('ArrowRight')
  const cell = cells.nth(1)
  await expect(cell).toBeFocused()
  const name = (await cell.locator('[data-mr-part=name]').textContent()) ?? ''

  await page.keyboard.press('p')
  const dialog = page.getByRole('dialog', { name })
  await expect(dialog.getByRole('img', { name })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(cell).toBeFocused()

  const star = cell.locator('[data-mr-part=star]')
  const before = await star.getAttribute('data-state')
  await page.keyboard.press('f')
  await expect(star).toHaveAttribute('data-state', before === 'on' ? 'off' : 'on')

  await page.keyboard.press('t')
  await expect(dialog.getByLabel('New tag')).toBeFocused()
  await page.keyboard.type('summer')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Remove tag summer' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(cell).toBeFocused()

  await page.keyboard.press('Space')
  await expect(page.getByLabel('URLs')).toHaveText(new RegExp(`${name}$`))
  await page.keyboard.press('Delete')
  await expect(dialog.getByText('removed from this list only')).toBeVisible()
  await tabTo(page, dialog.getByRole('button', { name: 'Remove', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(name, { exact: true })).toHaveCount(0)
  await expect(page.getByLabel('URLs')).toHaveText('')
  await expect(page.locator('[role=gridcell]:focus')).toHaveCount(1)
})

for (const view of ['grid', 'list']) {
  test(`twenty thousand files in a ${view}: few rows, no flood of calls`, async ({ page, stack }) => {
    test.setTimeout(180_000)
    stack.emulator.seedFiles(20_000)
    await page.goto(`${stack.url}?library=${view}`)
    await page.getByRole('gridcell').first().waitFor()
    const viewport = page.locator('[data-mr-part=viewport]')
    const most = await viewport.evaluate(async (element) => {
      let rows = 0
      for (let step = 0; step < 120; step++) {
        element.scrollBy({ top: 2000 })
        await new Promise((resolve) => requestAnimationFrame(resolve))
        rows = Math.max(rows, element.querySelectorAll('[role=row]').length)
      }
      return rows
    })
    expect(most).toBeLessThan(60)
    const pages = calls(stack, 'files').map(
      ({ path }) => new URL(path, stack.url).searchParams.get('page') ?? '1',
    )
    expect(new Set(pages).size).toBe(pages.length)
    expect(pages.length).toBeGreaterThan(1)
    const { violations } = await new AxeBuilder({ page }).include('[data-mr=file-library]').analyze()
    expect(violations).toEqual([])
  })
}
