import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { runImage } from './support/run-image.js'
import { expect, test } from './support/stack-test.js'

const PAGES = ['create', 'library', 'history', 'own', 'trouble']
const LOOKS: Record<string, Record<string, string>> = {
  light: { theme: 'light' },
  dark: { theme: 'dark' },
  'right-to-left': { theme: 'light', language: 'ar' },
  terminal: { theme: 'dark', preset: 'terminal', density: 'compact' },
}

async function open(page: Page, url: string, name: string) {
  await page.goto(`${url}#/${name}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  // Not 'networkidle': the page of a history keeps a stream open for as long as a request of it runs.
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
}

/** Nothing is wider than the window. */
async function expectNoSideways(page: Page, name: string) {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(excess, `${name} scrolls sideways`).toBeLessThanOrEqual(0)
}

for (const name of PAGES) {
  test(`axe finds nothing on the page ${name}, in any look`, async ({ page, stack }) => {
    stack.emulator.seedRequests(6)
    stack.emulator.seedFiles(12)
    for (const [look, settings] of Object.entries(LOOKS)) {
      await test.step(look, async () => {
        await page.goto(stack.url)
        await page.evaluate((chosen) => {
          localStorage.clear()
          for (const [key, value] of Object.entries(chosen)) localStorage.setItem(`demo.${key}`, value)
        }, settings)
        await page.reload()
        await open(page, stack.url, name)
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
        const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
        expect.soft(found, look).toEqual([])
      })
    }
  })
}

for (const [name, width] of [
  ['280 px', 280],
  ['a phone', 375],
  ['a tablet', 820],
] as const) {
  test(`every page fits ${name}, with the text twice as large, too`, async ({ page, stack }) => {
    await page.setViewportSize({ width, height: 800 })
    for (const each of PAGES) {
      await open(page, stack.url, each)
      await expectNoSideways(page, each)
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
      await expectNoSideways(page, `${each} at 200 %`)
    }
  })
}

test('the components speak the chosen language, and the choice is kept', async ({ page, stack }) => {
  await page.goto(stack.url)
  await page.getByRole('button', { name: 'Appearance' }).click()
  await page.getByLabel('Language', { exact: true }).selectOption('Deutsch')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Starten' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Starten' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
})

test('forced colours leave nothing out: every part that is to be seen is', async ({ page, stack }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto(stack.url)
  await runImage(page)
  for (const part of ['submit', 'stage', 'input', 'textarea', 'select']) {
    const edges = await page
      .locator(`[data-mr-part=${part}]`)
      .first()
      .evaluate((element) => {
        const { borderTopStyle, borderTopWidth } = getComputedStyle(element)
        return [borderTopStyle, parseFloat(borderTopWidth) > 0]
      })
    expect([part, ...edges]).toEqual([part, 'solid', true])
  }
})
