import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { ModelMenu } from './examples/ModelMenu.js'
import source from './examples/ModelMenu.tsx?raw'

/** The catalog of models: searched, filtered by what they take and give, paged. Filters may be written in place. */
const meta = {
  title: 'Hooks/useModels',
  component: ModelMenu,
  args: { onChoose: fn() },
  parameters: { docs: { source: { code: source, language: 'tsx' } } },
} satisfies Meta<typeof ModelMenu>

export default meta
type Story = StoryObj<typeof meta>

export const Example: Story = {
  play: async ({ canvas, userEvent, args }) => {
    await waitFor(() => expect(canvas.getAllByRole('listitem').length).toBeGreaterThan(8))
    await userEvent.type(canvas.getByRole('searchbox'), 'sdxl')
    await waitFor(() => expect(canvas.getAllByRole('listitem').length).toBeLessThan(3))
    await userEvent.click(canvas.getByRole('button', { name: /SDXL/ }))
    await expect(args.onChoose).toHaveBeenCalledWith('bytedance/sdxl-lightning-4step')
  },
}
