import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { platformOf } from '../../.storybook/platform/story-platform.js'
import { StopButton } from './examples/StopButton.js'
import source from './examples/StopButton.tsx?raw'

/**
 * Asks the platform to stop a request, and tells what that came to, since it is about money.
 *
 * | `outcome` | |
 * | --- | --- |
 * | `cancelled` | stopped; nothing is charged |
 * | `already-finished` | it was through before the call came |
 * | `still-running` | runs on models cannot be stopped once they work: it goes on and will be charged |
 */
const meta = {
  title: 'Hooks/useCancel',
  component: StopButton,
  args: { endpoint: 'test/cancellable' },
  parameters: { docs: { source: { code: source, language: 'tsx' } } },
} satisfies Meta<typeof StopButton>

export default meta
type Story = StoryObj<typeof meta>

function stops(texts: RegExp): NonNullable<Story['play']> {
  return async ({ canvas, userEvent, id }) => {
    const { emulator } = platformOf(id)
    await userEvent.click(canvas.getByRole('button', { name: 'Start' }))
    await waitFor(() => expect(emulator.requests()[0]?.status).toBe('IN_PROGRESS'), { timeout: 30_000 })
    await userEvent.click(canvas.getByRole('button', { name: 'Stop' }))
    await expect(await canvas.findByText(texts)).toBeVisible()
    await expect(emulator.billed().count).toBe(0)
  }
}

/** A deployment: stopping it is real. */
export const Example: Story = { play: stops(/^Stopped/) }

/** A model: it runs on. */
export const RunsOn: Story = { args: { endpoint: 'test/stuck' }, play: stops(/could not be stopped/) }
