import { act, fireEvent, render, screen } from '@testing-library/react'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { openPlatform } from '../../../test/support/open-platform.js'
import { preload } from '../../client/preload.js'
import { RequestRunner } from './RequestRunner.js'
import { stageChunk } from './StagePlaceholder.js'

const IMAGES = 'black-forest-labs/flux-schnell'

const SCHEMA = { properties: { prompt: { type: 'string' } } }
const STEP_MS = 250

// What is fetched with its first use comes in real time: the clock is for the run alone.
beforeAll(() => Promise.all([preload(), stageChunk.load()]))

/** A run from the click on, with all that live regions said, by its time. */
async function run(endpoint: string, input: Record<string, unknown>, runMs: number | null = null) {
  const clock = new FakeClock()
  const { emulator, wrapper } = openPlatform({ clock }, { clock })
  emulator.set({ runMs })
  render(<RequestRunner endpoint={endpoint} schema={SCHEMA} defaultInput={input} />, { wrapper })
  await act(() => clock.advance(1000))
  const started = clock.now()
  const spoken = listen(() => clock.now() - started)
  fireEvent.click(await screen.findByRole('button', { name: 'Run' }))
  // In short steps: React renders at the end of each.
  async function pass(ms: number) {
    for (let left = ms; left > 0; left -= STEP_MS) await act(() => clock.advance(STEP_MS))
  }
  return { spoken, pass }
}

/** What a screen reader reads out: every text that comes into a live region. */
function listen(elapsedMs: () => number) {
  const said: { text: string; ms: number }[] = []
  const last = new WeakMap<Element, string>()
  const regions = () =>
    document.querySelectorAll('[role=status], [role=alert], [aria-live]:not([aria-live=off])')
  for (const region of regions()) last.set(region, region.textContent ?? '')
  const observer = new MutationObserver(() => {
    for (const region of regions()) {
      const text = region.textContent ?? ''
      if (text !== '' && text !== last.get(region)) said.push({ text, ms: elapsedMs() })
      last.set(region, text)
    }
  })
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  onTestFinished(() => observer.disconnect())
  return said
}

describe('what a screen reader says during a run', () => {
  it('is one sentence where the run takes less than 2 s: how many images there are', async () => {
    const { spoken, pass } = await run(IMAGES, { prompt: 'a fox', num_images: 4 })
    await pass(10_000)
    expect(spoken.map(({ text }) => text)).toEqual(['Done, 4 images'])
    expect(spoken[0]?.ms).toBeLessThan(3000)
  })

  it('is that it goes on, and its end, where it lasts: no second is counted aloud', async () => {
    const { spoken, pass } = await run(IMAGES, { prompt: 'a fox', num_images: 1 }, 25_000)
    await pass(60_000)
    expect(spoken.map(({ text }) => text)).toEqual([
      'Running',
      // After 10 s somebody may want to stop it.
      "This model can't be stopped. The run continues and may be charged.",
      'Done, 1 image',
    ])
  })

  it('is the failure alone where it fails at once', async () => {
    const { spoken, pass } = await run('test/provider-failure', { prompt: 'a fox' })
    await pass(10_000)
    expect(spoken.map(({ text }) => text)).toEqual([expect.stringMatching(/^Generation failed/)])
  })
})
