import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { platformOf } from '../../.storybook/platform/story-platform.js'
import { BalancePill } from './examples/BalancePill.js'
import source from './examples/BalancePill.tsx?raw'

/**
 * What the account holds, as a decimal string. Read again when a run of this page ends, when a submit is refused for want of money, and when
 * the person comes back to the window. `<Balance>` is a finished interface for it.
 */
const meta = {
  title: 'Hooks/useBalance',
  component: BalancePill,
  parameters: { docs: { source: { code: source, language: 'tsx' } } },
} satisfies Meta<typeof BalancePill>

export default meta
type Story = StoryObj<typeof meta>

export const Example: Story = {
  play: async ({ canvas, userEvent }) => {
    await canvas.findByText('$100.00')
    await userEvent.click(canvas.getByRole('button', { name: 'Spend a cent' }))
    await expect(await canvas.findByText('$99.99', {}, { timeout: 30_000 })).toBeVisible()
  },
}

export const CannotBeRead: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'balance', status: 403 }] } } },
  play: async ({ canvas, userEvent, id }) => {
    const retry = await canvas.findByRole('button', { name: /Try again/ })
    platformOf(id).emulator.set({ faults: [] })
    await userEvent.click(retry)
    await expect(await canvas.findByText('$100.00')).toBeVisible()
  },
}
