import { expect, test as base, type Page } from '@playwright/test'
import { buildPage } from './support/build-page.js'
import { expectImage } from './support/run-image.js'
import { startStack, type Stack } from './support/start-stack.js'
import { tabTo } from './support/tab-to.js'

const test = base.extend<{ stack: Stack }, { folder: string }>({
  folder: [async ({}, handOver) => handOver(await buildPage('files')), { scope: 'worker' }],
  stack: async ({ folder }, handOver) => {
    const stack = await startStack({ folder })
    await handOver(stack)
    await stack.close()
  },
  // The browser must know before the page is there that its dialogs are answered from here: told with the key that opens
  // one, a busy page opens it first, for nobody.
  page: async ({ page }, handOver) => {
    page.on('filechooser', () => {})
    await handOver(page)
  },
})

/** A picture that a browser can decode and the emulator can restyle. */
const IMAGE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: IMAGE })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** Presses Enter on the focused button and answers the dialog that opens. */
async function chooseByKeys(page: Page, name: string | RegExp, files: ReturnType<typeof picture>[]) {
  await tabTo(page, button(page, name).first())
  const [dialog] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')])
  await dialog.setFiles(files)
}
const calls = (stack: Stack, route: string) => stack.emulator.log.filter((entry) => entry.route === route)

test('by keyboard alone an image is chosen, run and shown, with one upload and one submit', async ({
  page,
  stack,
}) => {
  await page.goto(`${stack.url}?runner=recraft/restyle`)
  await chooseByKeys(page, 'Choose a file', [picture('cat.png')])
  await expect(page.getByText(/^Uploaded/)).toBeVisible()
  await expect(button(page, 'Remove cat.png')).toBeFocused()
  await tabTo(page, page.getByLabel('Prompt'))
  await page.keyboard.type('in blue')
  await page.keyboard.press('Control+Enter')
  await expectImage(page)
  expect(calls(stack, 'put')).toHaveLength(1)
  expect(calls(stack, 'submit')).toHaveLength(1)
  expect(stack.emulator.requests()[0]?.input).toMatchObject({ image: expect.stringMatching(/cat\.png$/) })
})

test('a run that is started while a file goes up waits for it', async ({ page, stack }) => {
  let arrive = () => {}
  const arrival = new Promise<void>((resolve) => (arrive = resolve))
  await page.route('**', async (route) => {
    if (route.request().method() === 'PUT') await arrival
    await route.continue()
  })
  await page.goto(`${stack.url}?runner=recraft/restyle`)
  await page.getByLabel('Prompt').fill('in blue')
  await chooseByKeys(page, 'Choose a file', [picture('cat.png')])
  await expect(button(page, 'Cancel cat.png')).toBeVisible()
  await button(page, 'Run').click()
  await expect(page.locator('[data-mr=request-runner][data-mr-part=root]')).toHaveAttribute(
    'data-state',
    'uploading',
  )
  expect(calls(stack, 'submit')).toHaveLength(0)
  arrive()
  await expectImage(page)
  expect(calls(stack, 'put')).toHaveLength(1)
})

test('by keys alone a link is given, and a file of the library', async ({ page, stack }) => {
  stack.emulator.seedFiles(12)
  await page.goto(`${stack.url}?runner=recraft/restyle`)
  const tab = (name: string) => page.getByRole('tab', { name })
  await tabTo(page, tab('Upload'))
  await page.keyboard.press('ArrowRight')
  await expect(tab('URL')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.type('https://pictures.example/cat.png')
  await page.keyboard.press('Enter')
  await expect(button(page, 'Remove cat.png')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(tab('URL')).toBeFocused()

  await page.keyboard.press('End')
  await tabTo(page, button(page, 'Choose from library'))
  await page.keyboard.press('Enter')
  // The first file has the focus, and one key takes it.
  await expect(page.getByRole('gridcell').first()).toBeFocused()
  await page.keyboard.press('Space')
  await expect(button(page, /^Remove .*portrait\.png/)).toBeFocused()
  await tabTo(page, page.getByLabel('Prompt'))
  await page.keyboard.type('in blue')
  await page.keyboard.press('Control+Enter')
  await expectImage(page)
  expect(calls(stack, 'put')).toHaveLength(0)
})

test('nothing moves when tabs are switched', async ({ page, stack }) => {
  await page.goto(`${stack.url}?runner=recraft/restyle`)
  await page.getByRole('tab', { name: 'URL' }).waitFor()
  const run = button(page, 'Run')
  const before = await run.boundingBox()
  for (const name of ['URL', 'Library', 'Upload']) {
    await page.getByRole('tab', { name }).click()
    expect(await run.boundingBox()).toEqual(before)
  }
})

test('by keyboard alone uploads are chosen, paused, resumed and removed', async ({ page, stack }) => {
  stack.emulator.set({ faults: [{ route: 'part', answerDelayMs: 600_000 }] })
  await page.goto(`${stack.url}?uploader`)
  await chooseByKeys(page, 'Choose files', [picture('a.png'), { ...picture('b.png') }])
  await tabTo(page, button(page, 'Pause a.png'))
  await page.keyboard.press('Enter')
  await expect(button(page, 'Resume a.png')).toBeFocused()
  await expect(page.getByText(/^Paused/)).toBeVisible()
  stack.emulator.set({ faults: [] })
  await page.keyboard.press('Enter')
  await expect(button(page, 'Remove a.png')).toBeFocused()
  await expect(page.getByLabel('URLs')).toHaveText(/a\.png$/)
  await page.keyboard.press('Enter')
  await expect(button(page, 'Pause b.png')).toBeVisible()
  await expect(page.locator('[data-mr=file-uploader] :focus')).toHaveCount(1)
  await expect(page.getByLabel('URLs')).toHaveText('')
})
