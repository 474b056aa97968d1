import { expect, type Locator, type Page, test as base } from '@playwright/test'
import { buildStyledPage } from './support/build-styled-page.js'
import { startStack, type Stack } from './support/start-stack.js'

/** The recipes of docs/theming.md, word for word, through Tailwind itself and a production build. */
const test = base.extend<{ stack: Stack }, { folder: string }>({
  folder: [async ({}, handOver) => handOver(await buildStyledPage()), { scope: 'worker' }],
  stack: async ({ folder }, handOver) => {
    const stack = await startStack({ folder })
    await handOver(stack)
    await stack.close()
  },
})

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const colorOf = (page: Page, id: string, property: string) =>
  page
    .locator(`#${id}`)
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)

/** Holds a part to a colour that the design system itself has given to an element of the page. */
async function expectColor(part: Locator, own: string, property = 'background-color') {
  await expect(part).toHaveCSS(property, await colorOf(part.page(), own, property))
}

const submitOf = (page: Page, form: string) => page.locator(`#${form} [data-mr-part='submit']`)
const runner = (page: Page, part: string) =>
  page.locator(`[data-mr='request-runner'][data-mr-part='${part}']`)

test('Tailwind: utilities override the default theme, which overrides Tailwind’s reset', async ({
  page,
  stack,
}) => {
  await page.goto(stack.url)
  await expectColor(runner(page, 'submit'), 'own-emerald')
  await expect(runner(page, 'submit')).toHaveCSS('text-transform', 'uppercase')
  await expect(runner(page, 'stage')).toHaveCSS('border-top-left-radius', '16px')
  await expectColor(page.locator('#failed'), 'own-red')

  const bare = submitOf(page, 'bare')
  await expectColor(bare, 'own-violet')
  await expectColor(bare, 'own-accent')
  await expect(bare).toHaveCSS('border-top-left-radius', '8px')
  await expect(bare).not.toHaveCSS('padding-left', '0px')
})

test('Tailwind: the components are dark where `dark:` is', async ({ page, stack }) => {
  await page.goto(stack.url)
  const field = page.locator('#bare select')
  await expect(field).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(field).toHaveCSS('background-color', 'rgb(22, 22, 26)')
})

test('shadcn/ui: its tokens are the components’, light and dark, and its button is theirs', async ({
  page,
  stack,
}) => {
  await page.goto(`${stack.url}?shadcn`)
  const bare = submitOf(page, 'bare')
  const field = page.locator('#bare select')
  const holds = async () => {
    await expectColor(bare, 'own-primary')
    await expectColor(submitOf(page, 'replaced'), 'own-primary')
    await expectColor(field, 'own-card')
    await expectColor(field, 'own-card', 'color')
  }
  await holds()
  await expect(bare).toHaveCSS('border-top-left-radius', '10px')
  await expect(submitOf(page, 'replaced')).toHaveCSS('border-top-left-radius', '8px')

  const light = await colorOf(page, 'own-primary', 'background-color')
  await page.locator('html').evaluate((html) => html.classList.add('dark'))
  await expect(bare).not.toHaveCSS('background-color', light)
  await holds()
})
