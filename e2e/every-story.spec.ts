import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { test as base, expect, type Page } from '@playwright/test'
import { listen } from '../test/support/listen.js'
import { servePage } from './support/serve-page.js'

const STORYBOOK = join(import.meta.dirname, '../storybook-static')

/** As a component stands in a narrow column, on a phone, and in a wide page, CSS px. */
const WIDTHS = [280, 360, 1280]
/** WCAG 2.2, 2.5.8. */
const TARGET_PX = 24

interface Story {
  id: string
  title: string
  type: string
}

/** What a page of Storybook knows of the story in it, and how it is told of another. */
interface StorybookPage {
  __STORYBOOK_PREVIEW__?: { currentRender?: { id: string; phase?: string } }
  __STORYBOOK_ADDONS_CHANNEL__: { emit(event: string, reported: object): void }
}

const test = base.extend<object, { storybook: string }>({
  storybook: [
    async ({}, handOver) => {
      const server = await listen(
        (request, response) => void servePage({ folder: STORYBOOK }, request, response),
      )
      await handOver(server.url)
      await server.close()
    },
    { scope: 'worker' },
  ],
})

function stories(): Story[] {
  const { entries } = JSON.parse(readFileSync(join(STORYBOOK, 'index.json'), 'utf8')) as {
    entries: Record<string, Story>
  }
  return Object.values(entries).filter(
    ({ type, title }) => type === 'story' && title.startsWith('Components/'),
  )
}

/** Goes to a story as Storybook's own list does: in the page that is open. */
async function show(page: Page, { id }: Story) {
  await page.evaluate((storyId) => {
    const { __STORYBOOK_ADDONS_CHANNEL__: channel } = globalThis as unknown as StorybookPage
    channel.emit('setCurrentStory', { storyId, viewMode: 'story' })
  }, id)
  // With its play function through: what it leads to is what is measured.
  const phase = await page.waitForFunction((storyId) => {
    const { __STORYBOOK_PREVIEW__: preview } = globalThis as unknown as StorybookPage
    const { id, phase } = preview?.currentRender ?? {}
    return id === storyId && phase && ['finished', 'errored', 'aborted'].includes(phase) ? phase : undefined
  }, id)
  expect.soft(await phase.jsonValue(), id).toBe('finished')
}

/** What stands out of the window, and is in no box that scrolls; of those in each other the innermost. */
const sideways = (page: Page) =>
  page.evaluate(() => {
    const excess = document.documentElement.scrollWidth - document.documentElement.clientWidth
    if (excess <= 0) return []
    const sticksOut = (element: Element) => {
      const { left, right } = element.getBoundingClientRect()
      return left < 0 || right > document.documentElement.clientWidth
    }
    return [...document.querySelectorAll('#storybook-root *')]
      .filter((element) => sticksOut(element) && ![...element.children].some(sticksOut))
      .map((element) => element.outerHTML.slice(0, 120))
      .slice(0, 5)
      .concat(`${excess} px`)
  })

/** What of ours is to be hit and is too small for a finger; links in a line of text are let off, as WCAG does. */
const tooSmall = (page: Page, least: number) =>
  page.evaluate(
    (px) =>
      [
        ...document.querySelectorAll(
          '[data-mr]:is(button, select, input, summary, a[data-mr-look~=button], textarea)',
        ),
      ]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .filter((element) => !(element instanceof HTMLInputElement && element.type === 'file'))
        .map((element) => {
          // A tick box is hit by its label, too.
          const label = element instanceof HTMLInputElement ? element.closest('label') : null
          const { width, height } = (label ?? element).getBoundingClientRect()
          return { element: element.outerHTML.slice(0, 120), width, height }
        })
        .filter(({ width, height }) => width + 0.5 < px || height + 0.5 < px),
    least,
  )

const setFontSize = (page: Page, size: string) =>
  page.evaluate((chosen) => document.documentElement.style.setProperty('font-size', chosen), size)

const components = new Set(stories().map(({ title }) => title))

for (const title of components) {
  test(`${title} fits its box and a finger, in every state`, async ({ page, storybook }) => {
    test.setTimeout(180_000)
    const states = stories().filter((each) => each.title === title)
    await page.goto(`${storybook}/iframe.html?id=${states[0]?.id}&viewMode=story`)
    // The frame around a story is Storybook's; the width is for the component alone.
    await page.addStyleTag({ content: '.surface { padding: 0 !important }' })
    for (const story of states) {
      await test.step(story.id, async () => {
        await setFontSize(page, '')
        await page.setViewportSize({ width: WIDTHS[0] ?? 280, height: 800 })
        await show(page, story)
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 800 })
          expect.soft(await sideways(page), `${story.id} at ${width} px`).toEqual([])
        }
        expect.soft(await tooSmall(page, TARGET_PX), `${story.id}: targets`).toEqual([])
        await page.setViewportSize({ width: 360, height: 800 })
        await setFontSize(page, '200%')
        expect.soft(await sideways(page), `${story.id} with text of 200 %`).toEqual([])
      })
    }
  })
}
