import type { Meta, StoryObj } from '@storybook/react-vite'
import type { Emulator } from 'modelrunner-react/emulator'
import { expect, waitFor } from 'storybook/test'
import { platformOf } from '../../.storybook/platform/story-platform.js'
import { RecentRuns } from './examples/RecentRuns.js'
import source from './examples/RecentRuns.tsx?raw'

/**
 * The history of requests, newest first, paged and live: news of the event stream put new runs on top and change rows in place, without
 * reading the list again. Once the stream is up, and after each gap, it is read once more. `<RequestHistory>` is a finished interface for it.
 *
 * It lists what the proxy lets this person see: with user isolation their own runs, without it all of the API key.
 */
const meta = {
  title: 'Hooks/useRequests',
  component: RecentRuns,
  parameters: {
    docs: { source: { code: source, language: 'tsx' } },
    modelrunner: { prepare: (emulator: Emulator) => emulator.seedRequests(3) },
  },
} satisfies Meta<typeof RecentRuns>

export default meta
type Story = StoryObj<typeof meta>

export const Example: Story = {
  play: async ({ canvas, userEvent, id }) => {
    await canvas.findByText('3 runs')
    await userEvent.click(canvas.getByRole('button'))
    await waitFor(
      () => expect(canvas.getAllByRole('listitem')[0]).toHaveTextContent('test/echo: succeeded'),
      {
        timeout: 30_000,
      },
    )
    await expect(canvas.getByText('4 runs')).toBeVisible()
    // At first, when the stream is up, and for the new run's input, which the stream does not carry.
    const reads = platformOf(id).emulator.log.filter(({ route }) => route === 'list')
    await expect(reads.length).toBeLessThanOrEqual(4)
  },
}
