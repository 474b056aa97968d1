import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen } from '../../test/support/listen.js'
import { servePage } from '../support/serve-page.js'
import { engines } from './engines.js'
import type { Engine, EngineWindow, Tab } from './engine.js'

const STORYBOOK = join(import.meta.dirname, '../../storybook-static')
/** A story whose play function has not ended by then hangs, ms. */
const STORY_MS = 60_000

interface Entry {
  id: string
  title: string
  type: string
}

interface Shown {
  phase: string
  errors: string[]
}

/** What a page of Storybook knows of the story in it. */
interface StorybookPage {
  __STORYBOOK_PREVIEW__?: { currentRender?: { id: string; phase?: string } }
  __STORYBOOK_ADDONS_CHANNEL__: { emit(event: string, payload: object): void }
  engineErrors?: string[]
}

/** These stories show what a developer has to fix: the console names the cause, with a link. */
const IS_ADVISED = /--(cannot-be-read|forbidden|proxy|unauthorized)$/
const ADVICE = /^modelrunner-react: [\s\S]+\/docs\/errors\/[a-z-]+\.md$/

const stories = Object.values(
  (JSON.parse(readFileSync(join(STORYBOOK, 'index.json'), 'utf8')) as { entries: Record<string, Entry> })
    .entries,
)
  .filter(({ type }) => type === 'story')
  .map(({ id }) => id)

describe.each(engines)('%s', (_, start) => {
  let engine: Engine
  let window: EngineWindow
  let tab: Tab
  let server: Awaited<ReturnType<typeof listen>>

  beforeAll(async () => {
    server = await listen((request, response) => void servePage({ folder: STORYBOOK }, request, response))
    engine = await start()
    window = await engine.newWindow()
    tab = await window.newTab()
    await tab.goto(`${server.url}/iframe.html?id=${stories[0]}&viewMode=story`)
    await tab.evaluate(collectErrors, undefined)
  })
  afterAll(async () => {
    await window.close()
    await engine.close()
    await server.close()
  })

  it.for(stories)('plays %s without an error on the console', async (id, { task }) => {
    Object.assign(task.meta, { version: engine.version })
    const { phase, errors } = await show(tab, id)
    const unexpected = IS_ADVISED.test(id) ? errors.filter((error) => !ADVICE.test(error)) : errors
    expect({ phase, errors: unexpected }).toEqual({ phase: 'finished', errors: [] })
  })
})

async function show(tab: Tab, id: string): Promise<Shown> {
  await tab.evaluate((storyId) => {
    const page = globalThis as unknown as StorybookPage
    page.engineErrors = []
    page.__STORYBOOK_ADDONS_CHANNEL__.emit('setCurrentStory', { storyId, viewMode: 'story' })
  }, id)
  const end = performance.now() + STORY_MS
  for (;;) {
    const shown = await tab.evaluate((storyId): Shown => {
      const page = globalThis as unknown as StorybookPage
      const render = page.__STORYBOOK_PREVIEW__?.currentRender
      return { phase: render?.id === storyId ? (render.phase ?? '') : '', errors: page.engineErrors ?? [] }
    }, id)
    if (['finished', 'errored', 'aborted'].includes(shown.phase) || performance.now() > end) return shown
    await pause(40)
  }
}

/** What the page complains about from now on; a story's own faults (an answer with 500) are no error of the page. */
function collectErrors(): void {
  const page = globalThis as unknown as StorybookPage
  page.engineErrors = []
  const { error } = console
  console.error = (...values: unknown[]) => {
    page.engineErrors?.push(values.map(String).join(' ').slice(0, 1000))
    error.apply(console, values)
  }
  addEventListener('error', ({ message }) => page.engineErrors?.push(message))
  addEventListener('unhandledrejection', ({ reason }) => page.engineErrors?.push(String(reason)))
}
