import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test as base, type TestInfo } from '@playwright/test'
import type { EmulatorSettings } from 'modelrunner-react/emulator'
import { buildPage } from './support/build-page.js'
import { startStack, type Stack } from './support/start-stack.js'
import { tabTo } from './support/tab-to.js'

const test = base.extend<{ stack: Stack }, { folder: string }>({
  folder: [async ({}, handOver) => handOver(await buildPage('errors')), { scope: 'worker' }],
  stack: async ({ folder }, handOver) => {
    const stack = await startStack({ folder })
    stack.emulator.set({ queueMs: 20, runMs: 50 })
    await handOver(stack)
    await stack.close()
  },
})

const PROMPT = 'a lighthouse that never goes out'
const prompt = (page: Page) => page.getByLabel('Prompt', { exact: true })
const notice = (page: Page) => page.locator('[data-mr=error-notice][data-mr-part=root]')

/** Everything by the keyboard alone, from here on. */
async function run(page: Page) {
  await prompt(page).focus()
  await page.keyboard.insertText(PROMPT)
  await page.keyboard.press('Control+Enter')
}

/** The notice is there, readable by everyone, the input is as it was, and nothing was charged. */
async function expectNotice(page: Page, title: string, info: TestInfo) {
  await expect(notice(page)).toContainText(title)
  await expect(prompt(page)).toHaveValue(PROMPT)
  await expect(notice(page)).not.toContainText(/api key|proxy|\[object|undefined/i)
  // Not while a button still fades in: half a colour has half a contrast.
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))))
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  await page.screenshot({ path: info.outputPath('notice.png') })
}

/** The picture is there, the notice is not, and it was paid for once. */
async function expectImage(page: Page, stack: Stack) {
  await expect(page.locator('[data-mr=output-view] img')).toBeVisible()
  await expect(notice(page)).toHaveCount(0)
  expect(stack.emulator.billed().count).toBe(1)
}

interface Trouble {
  name: string
  settings: Partial<EmulatorSettings>
  title: string
  /** What the keyboard goes to; typing is a way on, too. */
  wayOn: string
}

const refused = (status: number, body?: unknown): Partial<EmulatorSettings> => ({
  faults: [{ route: 'submit', status, body }],
})
const issue = { code: 'too_small', path: ['prompt'], message: 'The prompt is too short.' }

const TROUBLES: readonly Trouble[] = [
  {
    name: '400',
    settings: refused(400, { error: [issue], message: 'Validation failed' }),
    title: 'Check your input',
    wayOn: 'Run',
  },
  {
    name: '401',
    settings: refused(401),
    title: 'Temporarily unavailable',
    wayOn: 'Try again',
  },
  { name: '404', settings: refused(404), title: 'Not found', wayOn: 'Try again' },
  { name: '413', settings: refused(413), title: 'Input too large', wayOn: 'Try again' },
  {
    name: '422',
    settings: refused(422, { error: 'The prompt was flagged by its safety filter.', request_id: 'req_1' }),
    title: 'The prompt was flagged by its safety filter.',
    wayOn: 'Try again',
  },
  {
    name: '429',
    settings: { faults: [{ route: 'submit', status: 429, headers: { 'retry-after': '60' } }] },
    title: 'Too many requests',
    wayOn: 'Try now',
  },
  { name: '500', settings: refused(500), title: 'Something went wrong', wayOn: 'Try again' },
  {
    name: '502 with a web page',
    settings: refused(502, '<html><h1>502 Bad Gateway</h1><hr>nginx</html>'),
    title: 'Something went wrong',
    wayOn: 'Try again',
  },
]

for (const { name, settings, title, wayOn } of TROUBLES) {
  test(`${name}: shows the notice, its action, and then the image`, async ({ page, stack }, info) => {
    stack.emulator.set(settings)
    await page.goto(stack.url)
    await run(page)
    await expectNotice(page, title, info)
    expect(stack.emulator.billed().count).toBe(0)
    stack.emulator.set({ faults: [] })
    await tabTo(page, page.getByRole('button', { name: wayOn, exact: true }))
    await page.keyboard.press('Enter')
    await expectImage(page, stack)
  })
}

test('402: a way to pay, and the retry that offers itself afterwards', async ({
  page,
  stack,
  context,
}, info) => {
  stack.emulator.set({ balance: 0 })
  await context.route('https://billing.example/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Pay</title>' }),
  )
  await page.goto(stack.url)
  await run(page)
  await expectNotice(page, 'Not enough balance', info)
  await tabTo(page, page.getByRole('link', { name: 'Add funds' }))
  const [shop] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Enter')])
  stack.emulator.set({ balance: 10 })
  await shop.close()
  // A closed tab hands the focus back; Chromium without windows does not tell the page.
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(notice(page)).toContainText('Balance: $10.00')
  await expect(notice(page).getByRole('status').first()).toHaveText('Balance updated.')
  await page.screenshot({ path: info.outputPath('topped-up.png') })
  await tabTo(page, page.getByRole('button', { name: 'Try again' }))
  await page.keyboard.press('Enter')
  await expectImage(page, stack)
})

test('429: a short wait is waited for while the run is being submitted, and nothing is shown as failed', async ({
  page,
  stack,
}) => {
  stack.emulator.set({
    faults: [{ route: 'submit', status: 429, headers: { 'retry-after': '2' }, times: 1 }],
  })
  await page.goto(stack.url)
  await run(page)
  await expectImage(page, stack)
  await expect(notice(page)).toHaveCount(0)
  expect(stack.emulator.requests()).toHaveLength(1)
})

test('offline: it resumes automatically when the connection is back', async ({
  page,
  stack,
  context,
}, info) => {
  await page.goto(stack.url)
  await expect(prompt(page)).toBeVisible()
  await context.setOffline(true)
  await run(page)
  await expectNotice(page, "You're offline", info)
  await context.setOffline(false)
  await expectImage(page, stack)
})

test('connection refused: what is not known is looked for first', async ({ page, stack }, info) => {
  await page.goto(stack.url)
  await expect(prompt(page)).toBeVisible()
  await page.clock.install()
  const comeBack = await stack.goDown()
  await run(page)
  await expect(page.getByText('Submitting', { exact: false }).first()).toBeVisible()
  // Step by step: each refusal comes in the network's own time, and the next wait starts after it.
  await expect(async () => {
    await page.clock.runFor(20_000)
    await expect(notice(page)).toBeVisible({ timeout: 200 })
  }).toPass({ intervals: [200] })
  await expectNotice(page, "We couldn't confirm the run", info)
  await comeBack()
  await page.clock.resume()
  await tabTo(page, page.getByRole('button', { name: 'Run again anyway' }))
  await page.keyboard.press('Enter')
  await expectImage(page, stack)
})
