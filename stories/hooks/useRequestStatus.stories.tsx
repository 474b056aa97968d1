import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { platformOf } from '../../.storybook/platform/story-platform.js'
import { WatchedRun } from './examples/WatchedRun.js'
import source from './examples/WatchedRun.tsx?raw'

/**
 * Watches one request by its id. All watchers of a provider share one event stream; where streaming is impossible, one list call a tick
 * serves them all.
 *
 * Read `outcome`, not `status`: a run can be `COMPLETED` and have failed.
 *
 * | `outcome` | |
 * | --- | --- |
 * | `undefined` | nothing is known yet, or there is no id |
 * | `pending` | in the queue, at work, or its bill is not settled |
 * | `succeeded` | there is output, and it was charged |
 * | `failed` | `error` says why |
 * | `cancelled` | stopped before it was done |
 */
const meta = {
  title: 'Hooks/useRequestStatus',
  component: WatchedRun,
  args: { endpoint: 'test/echo' },
  parameters: { docs: { source: { code: source, language: 'tsx' } } },
} satisfies Meta<typeof WatchedRun>

export default meta
type Story = StoryObj<typeof meta>

export const Example: Story = {
  play: async ({ canvas, userEvent, id }) => {
    await userEvent.click(canvas.getByRole('button'))
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('done'), { timeout: 30_000 })
    await expect(canvas.getByText('COMPLETED')).toBeVisible()
    await expect(platformOf(id).emulator.log.filter(({ route }) => route === 'status')).toHaveLength(0)
  },
}

/** `COMPLETED` and failed all the same: nothing was charged. */
export const CompletedButFailed: Story = {
  args: { endpoint: 'test/provider-failure' },
  play: async ({ canvas, userEvent, id }) => {
    await userEvent.click(canvas.getByRole('button'))
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('failed'), { timeout: 30_000 })
    await expect(canvas.getByText('COMPLETED')).toBeVisible()
    await expect(platformOf(id).emulator.billed().count).toBe(0)
  },
}

/** A proxy that buffers streams: polling takes over by itself. */
export const WithoutStream: Story = {
  args: { endpoint: 'test/stuck' },
  parameters: { modelrunner: { provider: { live: 'poll' } } },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button'))
    await expect(await canvas.findByText('IN_PROGRESS', {}, { timeout: 30_000 })).toBeVisible()
    await expect(canvas.getByText('polling')).toBeVisible()
  },
}
