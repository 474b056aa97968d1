import type { Meta, StoryObj } from '@storybook/react-vite'
import { Balance } from 'modelrunner-react'
import { expect, waitFor } from 'storybook/test'
import { platformOf } from '../.storybook/platform/story-platform.js'
import { press } from './press.js'

/** What the account holds, with a way to add funds. */
const meta = { title: 'Components/Balance', component: Balance, args: { lowBelow: '5' } } satisfies Meta<
  typeof Balance
>

export default meta
type Story = StoryObj<typeof meta>

export const Ready: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('$100.00')).toBeVisible()
  },
}

export const RunningLow: Story = {
  parameters: { modelrunner: { settings: { balance: '1.25' } } },
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByText('$1.25')
    await expect(canvasElement.querySelector('[data-mr-part=root]')).toHaveAttribute('data-state', 'low')
  },
}

export const Loading: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'balance', delayMs: 600_000 }] } } },
}

export const CannotBeRead: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'balance', status: 403 }] } } },
  play: async ({ canvasElement }) => {
    await waitFor(() =>
      expect(canvasElement.querySelector('[data-mr-part=root]')).toHaveAttribute('data-state', 'error'),
    )
  },
}

export const ReadAgain: Story = {
  ...CannotBeRead,
  play: async ({ canvas, canvasElement, id }) => {
    await waitFor(() => expect(canvasElement.querySelector('[data-mr-part=retry]')).toBeInTheDocument())
    platformOf(id).emulator.set({ faults: [] })
    await press(canvasElement, 'balance', 'retry')
    await expect(await canvas.findByText('$100.00')).toBeVisible()
  },
}
