import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { platformOf } from '../../.storybook/platform/story-platform.js'
import { DrawButton } from './examples/DrawButton.js'
import source from './examples/DrawButton.tsx?raw'

/**
 * Submit, status, result and cancel as one: the hook that most apps need.
 *
 * | `phase` | what goes on |
 * | --- | --- |
 * | `idle` | nothing was submitted, or `reset()` was called |
 * | `uploading` | files of the input go up; `uploadProgress` tells how far |
 * | `submitting` | the request is on its way to the platform |
 * | `queued`, `running` | the platform has it; `cancel()` asks it to stop |
 * | `succeeded` | `output` is there, and was charged |
 * | `failed` | `error` says why; `retry()` runs the same input again |
 * | `cancelled` | stopped, not charged |
 *
 * With `persistKey` the run survives a reload, even one in the middle of the submit. For parts of it that stand in different
 * places of an app, take `useSubmit`, `useRequestStatus`, `useResult` and `useCancel`.
 */
const meta = {
  title: 'Hooks/useRequest',
  component: DrawButton,
  parameters: { docs: { source: { code: source, language: 'tsx' } } },
} satisfies Meta<typeof DrawButton>

export default meta
type Story = StoryObj<typeof meta>

export const Example: Story = {
  play: async ({ canvas, userEvent, id }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Draw' }))
    const picture = await canvas.findByRole<HTMLImageElement>('img', {}, { timeout: 30_000 })
    await waitFor(() => expect(picture.naturalWidth).toBeGreaterThan(0), { timeout: 5_000 })
    await expect(canvas.getByRole('status')).toHaveTextContent('succeeded')
    await expect(platformOf(id).emulator.billed().count).toBe(1)
  },
}

/** No balance: nothing is queued, and nothing is billed. With money there, the same input runs. */
export const InsufficientBalance: Story = {
  parameters: { modelrunner: { emulator: { balance: '0' }, settings: { queueMs: 0, runMs: 0 } } },
  play: async ({ canvas, userEvent, id }) => {
    const { emulator } = platformOf(id)
    await userEvent.click(canvas.getByRole('button', { name: 'Draw' }))
    const retry = await canvas.findByRole('button', { name: 'Try again' })
    await expect(emulator.requests()).toHaveLength(0)
    emulator.set({ balance: '5' })
    await userEvent.click(retry)
    await canvas.findByRole('img', {}, { timeout: 30_000 })
    await expect(emulator.billed().count).toBe(1)
  },
}
