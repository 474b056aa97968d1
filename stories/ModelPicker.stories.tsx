import type { Meta, StoryObj } from '@storybook/react-vite'
import { ModelPicker } from 'modelrunner-react'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'

/** Chooses a model of the catalog. */
const meta = {
  title: 'Components/ModelPicker',
  component: ModelPicker,
  args: { onChange: fn(), defaultValue: 'bytedance/sdxl-lightning-4step' },
} satisfies Meta<typeof ModelPicker>

export default meta
type Story = StoryObj<typeof meta>

export const Catalog: Story = {
  play: async ({ canvas, args }) => {
    const search = await canvas.findByRole('combobox', { name: 'Search models' })
    await canvas.findAllByRole('option')
    await userEvent.click(search)
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}')
    await expect(args.onChange).toHaveBeenCalledOnce()
  },
}

/** The app has chosen the type. */
export const OnlyVideo: Story = { args: { filters: { outputModality: 'video' } } }

export const NothingFound: Story = {
  play: async ({ canvas }) => {
    await userEvent.type(await canvas.findByRole('combobox', { name: 'Search models' }), 'no such model')
    const list = within(canvas.getByRole('listbox', { name: 'Models' }))
    await waitFor(() => expect(list.queryAllByRole('option')).toHaveLength(0), { timeout: 30_000 })
  },
}

export const CannotBeRead: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'models', status: 403 }] } } },
  play: async ({ canvas }) => {
    await canvas.findByRole('alert')
  },
}
