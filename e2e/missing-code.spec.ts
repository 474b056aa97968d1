import { expect, test } from './support/stack-test.js'

/** Code that is fetched when it is first needed, and what works without it. */
const CHUNKS = ['RunForm', 'RunStage', 'editors', 'RunCost', 'en-form-editor', 'recover', 'create-tracker']

for (const chunk of CHUNKS) {
  test(`the page stays usable where ${chunk} cannot be fetched, and asks for it a few times only`, async ({
    page,
    stack,
  }) => {
    let attempts = 0
    await page.route(`**/assets/${chunk}-*.js`, (route) => {
      attempts += 1
      return route.abort()
    })
    await page.goto(stack.url)
    await expect.poll(() => attempts).toBeGreaterThan(0)
    // Two seconds of the page's own time: a loop would not let them pass, or ask hundreds of times.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 2_000)))
    expect(attempts).toBeLessThan(10)
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    if (chunk !== 'RunForm') await page.getByRole('textbox', { name: 'Prompt' }).first().fill('a red boat')
  })
}
