import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { platformOf } from '../../.storybook/platform/story-platform.js'
import { ModelCard } from './examples/ModelCard.js'
import source from './examples/ModelCard.tsx?raw'

/**
 * One model with the JSON schemas of its input and output: for a page about it, or a form of your own (`<SchemaForm>` makes one). A model
 * that publishes no schema has neither; that is no error. Idle while the endpoint is undefined.
 */
const meta = {
  title: 'Hooks/useModel',
  component: ModelCard,
  args: { endpoint: 'bytedance/sdxl-lightning-4step' },
  parameters: { docs: { source: { code: source, language: 'tsx' } } },
} satisfies Meta<typeof ModelCard>

export default meta
type Story = StoryObj<typeof meta>

export const Example: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('prompt', { selector: 'code' })).toBeVisible()
    await expect(canvas.getByRole('heading')).not.toBeEmptyDOMElement()
  },
}

/** The catalog answers 403; later it does not. */
export const TriedAgain: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'model', status: 403 }] } } },
  play: async ({ canvas, userEvent, id }) => {
    const retry = await canvas.findByRole('button', { name: 'Try again' })
    platformOf(id).emulator.set({ faults: [] })
    await userEvent.click(retry)
    await expect(await canvas.findByRole('heading')).toBeVisible()
  },
}
