import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { ErrorLog } from './examples/ErrorLog.js'
import source from './examples/ErrorLog.tsx?raw'

/**
 * The provider's client and its connection, for what no other hook does: listening to all errors, `client.config.scope` for
 * `modelRunnerKeys`, a component library of your own. Outside a provider it throws and says what to do.
 */
const meta = {
  title: 'Hooks/useModelRunner',
  component: ErrorLog,
  parameters: { docs: { source: { code: source, language: 'tsx' } } },
} satisfies Meta<typeof ErrorLog>

export default meta
type Story = StoryObj<typeof meta>

export const Example: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole('button'))
    await expect(await canvas.findByText('not-found (404)')).toBeVisible()
  },
}
