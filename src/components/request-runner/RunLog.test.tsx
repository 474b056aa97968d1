import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeAll, describe, expect, it } from 'vitest'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { openPlatform } from '../../../test/support/open-platform.js'
import { preload } from '../../client/preload.js'
import { RequestRunner } from './RequestRunner.js'
import { stageChunk } from './StagePlaceholder.js'

const STEP_MS = 250
const SCHEMA = { properties: { prompt: { type: 'string' } } }

// What is fetched with its first use comes in real time: the clock is for the run alone.
beforeAll(() => Promise.all([preload(), stageChunk.load()]))

/** A run that was clicked, on a clock of its own. */
async function start(endpoint: string, runMs: number) {
  const clock = new FakeClock()
  const platform = openPlatform({ clock }, { clock })
  platform.emulator.set({ runMs, queueMs: 0 })
  render(<RequestRunner endpoint={endpoint} schema={SCHEMA} defaultInput={{ prompt: 'a fox' }} />, {
    wrapper: platform.wrapper,
  })
  await act(() => clock.advance(1000))
  fireEvent.click(await screen.findByRole('button', { name: 'Run' }))
  // In short steps: React renders at the end of each.
  async function pass(ms: number) {
    for (let left = ms; left > 0; left -= STEP_MS) await act(() => clock.advance(STEP_MS))
  }
  return { ...platform, pass }
}

describe('the log of a run', () => {
  it('is shown where the output will be, with the step that it counts, and goes when the output is there', async () => {
    const { pass } = await start('bytedance/sdxl-lightning-4step', 14_000)
    await pass(10_250)
    await waitFor(() => expect(screen.getByRole('list', { name: 'Log' })).toHaveTextContent('step 3/4'))
    expect(screen.getByRole('progressbar', { name: 'Step 3 of 4' })).toHaveAttribute('value', '0.75')
    expect(screen.getByText(/s · Step 3 of 4$/)).toBeVisible()
    await pass(5_000)
    await screen.findByRole('img', { name: 'a fox' })
    expect(screen.queryByRole('list', { name: 'Log' })).toBeNull()
  })

  it('is not read of a run that is over before anybody waits', async () => {
    const { pass, calls } = await start('bytedance/sdxl-lightning-4step', 8_000)
    await pass(10_000)
    await screen.findByRole('img', { name: 'a fox' })
    expect(calls('status')).toBe(0)
  })

  it('takes no place where the model writes none or it cannot be read', async () => {
    const { pass, calls, emulator } = await start('test/cancellable', 600_000)
    emulator.set({ faults: [{ route: 'status', status: 403 }] })
    await pass(10_250)
    await waitFor(() => expect(calls('status')).toBe(1))
    expect(screen.queryByRole('list', { name: 'Log' })).toBeNull()
    expect(screen.getAllByText('Running')[0]).toBeVisible()
    expect(screen.queryByRole('alert')).toBeNull()
  })
})
