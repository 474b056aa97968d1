import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { buildPage } from './support/build-page.js'
import { passThroughProxy } from './support/pass-through-proxy.js'
import type { StackOptions } from './support/start-stack.js'
import { expect, test as base } from './support/stack-test.js'
import { tabTo } from './support/tab-to.js'

const test = base.extend<{ front: Pick<StackOptions, 'proxy'> }, { folder: string }>({
  front: [{}, { option: true }],
  folder: [async ({}, handOver) => handOver(await buildPage('chat')), { scope: 'worker' }],
  stackOptions: async ({ folder, front }, handOver) => {
    await handOver({ folder, ...front, settings: { firstTokenMs: 50, tokenMs: 2 } })
  },
})

const input = (page: Page) => page.getByRole('textbox', { name: 'Message' })
const messages = (page: Page) => page.getByRole('listitem').filter({ hasText: /^(You|Assistant)/ })
const answer = (page: Page) =>
  messages(page)
    .filter({ hasText: /^Assistant/ })
    .last()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const isDone = (page: Page) => expect(answer(page)).toHaveAttribute('data-state', 'done')

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

const FRONTS: [string, Pick<StackOptions, 'proxy'>][] = [
  ["the package's proxy", {}],
  ['a plain pass-through', { proxy: passThroughProxy }],
]
for (const [name, front] of FRONTS) {
  test.describe(`a conversation through ${name}`, () => {
    test.use({ front })

    test('is had by keyboard alone, and shows what was billed to the last digit', async ({
      page,
      stack,
      browserLog,
    }) => {
      await page.goto(stack.url)
      await tabTo(page, input(page))
      await page.keyboard.type('Why is the sky blue?')
      await page.keyboard.press('Enter')
      await isDone(page)
      await expect(input(page)).toBeFocused()
      await page.keyboard.type('And at night?')
      await page.keyboard.press('Enter')
      await expect(messages(page)).toHaveCount(4)
      await isDone(page)
      await expect(page.getByText(/^Cost: /)).toHaveCount(2)
      const total = (await page.getByText(/^Total: /).textContent())?.replace(/^[^$]*\$/, '')
      expect(Number(total)).toBe(Number(stack.emulator.billed().total))
      await expectAccessible(page)

      // Copied by keyboard.
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await tabTo(page, button(page, 'Copy').first())
      await page.keyboard.press('Enter')
      await expect(button(page, 'Copied')).toBeFocused()
      const copied = await page.evaluate(() => navigator.clipboard.readText())
      await expect(messages(page).nth(1)).toContainText(copied.split('\n')[0] ?? '')

      // Edited by keyboard: the first question takes the place of all that followed it.
      await button(page, 'Edit').first().focus()
      await page.keyboard.press('Enter')
      await expect(input(page)).toBeFocused()
      await page.keyboard.type(' Briefly.')
      await page.keyboard.press('Enter')
      await isDone(page)
      await expect(messages(page)).toHaveCount(2)
      expect(stack.emulator.billed().count).toBe(3)
      expect(browserLog.complaints).toEqual([])
    })

    test('is stopped by keyboard, says that it may be charged, and then what it cost', async ({
      page,
      stack,
    }) => {
      // Slow enough for a busy machine to reach the button.
      stack.emulator.set({ tokenMs: 500 })
      await page.goto(stack.url)
      await input(page).fill('Tell me about the sea')
      await input(page).press('Enter')
      await expect(answer(page)).toHaveAttribute('data-state', 'streaming')
      await tabTo(page, button(page, 'Stop'))
      await page.keyboard.press('Enter')
      await expect(answer(page)).toContainText('You may still be charged for the whole answer.')
      await expectAccessible(page)
      await expect(page.getByText(/^Cost: /)).toBeVisible({ timeout: 40_000 })
      const total = (await page.getByText(/^Total: /).textContent())?.replace(/^[^$]*\$/, '')
      expect(Number(total)).toBe(Number(stack.emulator.billed().total))
      stack.emulator.set({ tokenMs: 2 })
      await tabTo(page, button(page, 'Try again'))
      await page.keyboard.press('Enter')
      await isDone(page)
      await expect(messages(page)).toHaveCount(2)
    })

    test('is stopped from a second tab that follows it, and cleared from there', async ({ page, stack }) => {
      stack.emulator.set({ tokenMs: 500 })
      await page.goto(stack.url)
      await input(page).fill('Tell me about the sea')
      await input(page).press('Enter')
      await expect(answer(page)).toHaveAttribute('data-state', 'streaming')
      const second = await page.context().newPage()
      await second.goto(stack.url)
      await expect(answer(second)).toHaveAttribute('data-state', 'streaming')
      await button(second, 'Stop').click()
      for (const tab of [page, second]) {
        await expect(answer(tab)).toHaveAttribute('data-state', 'stopped')
        await expect(answer(tab)).toContainText('You may still be charged for the whole answer.')
      }
      await button(second, 'New conversation').click()
      for (const tab of [page, second]) await expect(messages(tab)).toHaveCount(0)
      expect(stack.emulator.requests()).toHaveLength(1)
    })

    test('survives a reload in the middle of an answer, which is not asked for again', async ({
      page,
      stack,
    }) => {
      stack.emulator.set({ tokenMs: 100 })
      await page.goto(stack.url)
      await input(page).fill('Tell me about the sea')
      await input(page).press('Enter')
      await expect(answer(page)).toHaveAttribute('data-state', 'streaming')
      await page.reload()
      await expect(messages(page)).toHaveCount(2)
      await isDone(page)
      const [request] = stack.emulator.requests()
      const { choices } = request?.output as { choices: { message: { content: string } }[] }
      const words = choices[0]?.message.content.split(/\s+/).slice(0, 8).join(' ') ?? ''
      await expect(answer(page)).toContainText(words)
      expect(stack.emulator.requests()).toHaveLength(1)
    })

    test('keeps what was asked where the balance does not reach', async ({ page, stack }) => {
      await page.goto(`${stack.url}?endpoint=test/insufficient-balance`)
      await input(page).fill('Hello')
      await input(page).press('Enter')
      await expect(page.getByText('Not enough balance')).toBeVisible()
      await expect(page.getByRole('link', { name: 'Add funds' })).toBeVisible()
      await expect(messages(page)).toHaveCount(1)
      await expect(messages(page)).toContainText('Hello')
      expect(stack.emulator.billed().count).toBe(0)
      await expectAccessible(page)
    })
  })
}
