import { expect, type Locator, type Page, test as base } from '@playwright/test'
import type { EmulatedModel } from 'modelrunner-react/emulator'
import { buildPage } from './support/build-page.js'
import { startStack, type Stack } from './support/start-stack.js'
import { tabTo } from './support/tab-to.js'

/** With what only editors of their own can fill: a mask, rows, variants. */
const storyboard: EmulatedModel = {
  id: 'acme/storyboard',
  name: 'Storyboard',
  category: 'image-to-image',
  shortDescription: 'Repaints a part of an image, scene by scene.',
  outputModalities: ['image'],
  pricingMode: 'per_output',
  rateCard: { pricingMode: 'per_output', pricePerOutput: '0.00100000' },
  averageCost: '0.00100000',
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['image_url'],
      properties: {
        image_url: { type: 'string', title: 'Image', format: 'uri' },
        mask_url: { type: 'string', title: 'Mask', format: 'uri' },
        scenes: {
          type: 'array',
          title: 'Scenes',
          items: {
            type: 'object',
            required: ['title'],
            properties: { title: { type: 'string', title: 'Title' } },
          },
        },
        light: {
          title: 'Light',
          oneOf: [
            { type: 'string', title: 'In words' },
            { type: 'object', title: 'By angle', properties: { angle: { type: 'integer', title: 'Angle' } } },
          ],
        },
        seed: { type: 'integer', title: 'Seed' },
      },
    },
    Output: { type: 'object', properties: { image: { type: 'string', format: 'uri' } } },
  },
  run: ({ input, seed }) => ({ kind: 'output', output: { image: input['image_url'], seed } }),
}

interface Hands {
  press(target: Locator): Promise<void>
  fill(target: Locator, text: string): Promise<void>
  /** Chooses a file in the dialog that pressing the control opens. */
  choose(target: Locator, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void>
}

function handsOf(page: Page, way: 'keys' | 'touch'): Hands {
  const press = async (target: Locator) => {
    if (way === 'touch') return target.tap()
    await tabTo(page, target)
    await page.keyboard.press('Enter')
  }
  return {
    press,
    async fill(target, text) {
      if (way === 'touch') await target.tap()
      else await tabTo(page, target)
      await page.keyboard.type(text)
    },
    async choose(target, file) {
      const chooser = page.waitForEvent('filechooser')
      await press(target)
      await (await chooser).setFiles(file)
    },
  }
}

const test = base.extend<{ stack: Stack }, { folder: string }>({
  folder: [async ({}, handOver) => handOver(await buildPage('any-model')), { scope: 'worker' }],
  stack: async ({ folder }, handOver) => {
    const stack = await startStack({ folder, emulator: { models: [storyboard] } })
    stack.emulator.set({ queueMs: 50, runMs: 300 })
    await handOver(stack)
    await stack.close()
  },
  // The browser must know before the page is there that its dialogs are answered from here.
  page: async ({ page }, handOver) => {
    page.on('filechooser', () => {})
    await handOver(page)
  },
})

/** An image as a browser makes one. */
async function drawImage(page: Page, name: string) {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: 320, height: 200 })
    canvas.getContext('2d')?.fillRect(40, 40, 160, 80)
    return canvas.toDataURL('image/png')
  })
  return { name, mimeType: 'image/png', buffer: Buffer.from(url.split(',')[1] ?? '', 'base64') }
}

const stage = (page: Page) => page.getByRole('region', { name: 'Output' })
const run = (page: Page) => page.getByRole('button', { name: 'Run', exact: true })
const field = (page: Page, name: string) => page.getByRole('group', { name, exact: true })

/** Dabs with a finger. */
async function paint(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await expect(dialog).toHaveAttribute('data-state', 'ready')
  const box = await dialog.locator('canvas').boundingBox()
  if (!box) throw new Error('The canvas has no box')
  for (const x of [0.3, 0.5, 0.7]) await page.touchscreen.tap(box.x + box.width * x, box.y + box.height / 2)
}

for (const { way, use } of [
  { way: 'keys', use: { viewport: { width: 1280, height: 900 } } },
  { way: 'touch', use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
] as const) {
  test.describe(`by ${way} alone`, () => {
    test.use(use)

    test('a model is picked, filled, run, compared, run again with its seed, and its output used', async ({
      page,
      stack,
    }) => {
      const hands = handsOf(page, way)
      await page.goto(stack.url)

      const search = page.getByRole('combobox', { name: /search/i })
      await hands.fill(search, 'storyboard')
      const option = page.getByRole('option', { name: /Storyboard/ })
      await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1)
      if (way === 'touch') await option.tap()
      else {
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('Enter')
      }

      const image = field(page, 'Image')
      await hands.choose(
        image.getByRole('button', { name: 'Choose a file' }),
        await drawImage(page, 'harbour.png'),
      )
      await expect(image.locator('[data-mr-part=item][data-state=done]')).toBeVisible()

      await hands.press(page.getByRole('button', { name: 'Paint mask' }))
      if (way === 'touch') {
        await paint(page)
        await expect(page.getByRole('button', { name: 'Use mask' })).toBeEnabled()
        await hands.press(page.getByRole('button', { name: 'Use mask' }))
      } else {
        await hands.choose(
          page.getByRole('button', { name: 'Upload mask' }),
          await drawImage(page, 'mask.png'),
        )
      }
      await expect(page.getByRole('dialog')).toHaveCount(0)

      const scenes = field(page, 'Scenes')
      for (const [at, title] of ['dawn', 'noon'].entries()) {
        await hands.press(scenes.getByRole('button', { name: 'Add item' }))
        await hands.fill(scenes.getByRole('textbox', { name: 'Title' }).nth(at), title)
      }
      await hands.press(scenes.getByRole('button', { name: 'Move Scenes 2 up' }))

      const light = page.getByRole('combobox', { name: /light/i }).first()
      if (way === 'touch') await light.selectOption('By angle')
      else {
        await tabTo(page, light)
        await page.keyboard.type('By a')
      }
      await hands.fill(page.getByRole('spinbutton', { name: 'Angle' }), '30')
      await hands.fill(page.getByRole('spinbutton', { name: 'Seed' }), '77')

      await hands.press(run(page))
      const result = stage(page).getByRole('img')
      await expect(result).toBeVisible()
      const [first] = stack.emulator.requests()
      const sent = first?.input as Record<string, unknown>
      expect(sent).toMatchObject({
        scenes: [{ title: 'noon' }, { title: 'dawn' }],
        light: { angle: 30 },
        seed: 77,
      })
      expect([sent['image_url'], sent['mask_url']]).toEqual([
        expect.stringMatching(/^http/),
        expect.stringMatching(/^http/),
      ])

      await hands.press(stage(page).getByRole('button', { name: 'Generated image' }))
      const viewer = page.getByRole('dialog', { name: 'View large' })
      await hands.press(viewer.getByRole('button', { name: /compare/i }))
      await expect(viewer.getByRole('slider')).toBeVisible()
      await hands.press(viewer.getByRole('button', { name: 'Close' }))

      const history = page.getByRole('region', { name: 'Recent runs' })
      await hands.press(history.getByRole('button', { name: /storyboard/i }).first())
      await hands.press(history.getByRole('button', { name: 'Run again' }).first())
      await hands.press(run(page))
      await expect.poll(() => stack.emulator.requests().length).toBe(2)
      expect(stack.emulator.requests()[1]?.input).toEqual(sent)

      await expect(stage(page).getByRole('img')).toBeVisible()
      await hands.press(stage(page).getByRole('button', { name: 'Use as input' }))
      await expect(run(page)).toBeVisible()
      await hands.press(run(page))
      await expect.poll(() => stack.emulator.requests().length).toBe(3)
      expect(stack.emulator.requests()[2]?.modelEndpoint).toBe('topaz/upscale')
    })
  })
}
