import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { NewestImage } from './examples/NewestImage.js'
import source from './examples/NewestImage.tsx?raw'
import { seedImage } from './seed-image.js'

/**
 * The output of a request, by its id: for pages that did not start it. Where the event stream's own news hold the output, nothing is read.
 *
 * | | |
 * | --- | --- |
 * | `isPending` | no outcome yet, or the output is being read |
 * | `output` | only of a request that succeeded |
 * | `error` | why the run failed, with the provider's reason and each field; or why it cannot be read |
 */
const meta = {
  title: 'Hooks/useResult',
  component: NewestImage,
  parameters: {
    docs: { source: { code: source, language: 'tsx' } },
    modelrunner: { prepare: seedImage('a lighthouse'), settings: { queueMs: 100, runMs: 400 } },
  },
} satisfies Meta<typeof NewestImage>

export default meta
type Story = StoryObj<typeof meta>

export const Example: Story = {
  play: async ({ canvas }) => {
    const picture = await canvas.findByRole<HTMLImageElement>('img', {}, { timeout: 30_000 })
    await waitFor(() => expect(picture.naturalWidth).toBeGreaterThan(0), { timeout: 30_000 })
  },
}

/** It is in the queue still. */
export const Waiting: Story = {
  parameters: { modelrunner: { prepare: seedImage('a lighthouse'), settings: { queueMs: 600_000 } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Generating…')).toBeVisible()
  },
}
