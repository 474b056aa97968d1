import { expect, type Page } from '@playwright/test'

/** Types a prompt into the form, runs it and waits until the picture is really there. */
export async function runImage(page: Page, prompt = 'two friends cooking together'): Promise<void> {
  await page
    .getByLabel(/prompt/i)
    .first()
    .fill(prompt)
  await page.getByRole('button', { name: /^run/i }).click()
  await expectImage(page)
}

/** The output's first picture has loaded. */
export async function expectImage(page: Page): Promise<void> {
  const picture = page.locator('[data-mr="output-view"] img').first()
  await expect(picture).toBeVisible()
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0)
}
