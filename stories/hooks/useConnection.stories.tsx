import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { platformOf } from '../../.storybook/platform/story-platform.js'
import { ConnectionLight } from './examples/ConnectionLight.js'
import source from './examples/ConnectionLight.tsx?raw'

/**
 * How news of requests come in. The stream is opened only while something is watched.
 *
 * | `state` | |
 * | --- | --- |
 * | `idle` | nothing is watched |
 * | `connecting` | the stream is being opened, or waits for its next try (`retryAt`) |
 * | `live` | news come as they happen |
 * | `polling` | streaming is impossible here: the list is polled |
 * | `offline` | the browser has no network, and nothing comes |
 *
 * Most apps need not show it: everything heals by itself.
 */
const meta = {
  title: 'Hooks/useConnection',
  component: ConnectionLight,
  parameters: { docs: { source: { code: source, language: 'tsx' } } },
} satisfies Meta<typeof ConnectionLight>

export default meta
type Story = StoryObj<typeof meta>

export const Example: Story = {
  play: async ({ canvas, userEvent, id }) => {
    await expect(canvas.getByRole('status')).toHaveTextContent('idle')
    await userEvent.click(canvas.getByRole('button', { name: 'Start something to watch' }))
    await expect(await canvas.findByText('live', {}, { timeout: 30_000 })).toBeVisible()
    await expect(platformOf(id).emulator.streams()).toEqual({ open: 1, opened: 1 })
  },
}

/** Where streams are impossible. */
export const Polling: Story = {
  parameters: { modelrunner: { provider: { live: 'poll' } } },
  play: async ({ canvas, userEvent, id }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Start something to watch' }))
    await expect(await canvas.findByText('polling', {}, { timeout: 30_000 })).toBeVisible()
    await expect(platformOf(id).emulator.streams().opened).toBe(0)
  },
}
