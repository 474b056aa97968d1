import { expect, type Locator, type Page } from '@playwright/test'

/** More stops than this are no way for anybody. */
const MOST_STOPS = 30

/** Goes to an element as people without a mouse do. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target, `not reached by ${MOST_STOPS} presses of Tab`).toBeFocused()
}
