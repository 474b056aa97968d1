import type { Meta, StoryObj } from '@storybook/react-vite'
import { RequestHistory, useSubmit } from 'modelrunner-react'
import type { Emulator } from 'modelrunner-react/emulator'
import { expect, fn, userEvent, waitFor } from 'storybook/test'

/** The runs of this person, live. */
const meta = {
  title: 'Components/RequestHistory',
  component: RequestHistory,
  args: { onSelect: fn() },
  parameters: { modelrunner: { prepare: (emulator: Emulator) => emulator.seedRequests(300) } },
} satisfies Meta<typeof RequestHistory>

export default meta
type Story = StoryObj<typeof meta>

/** Three hundred runs, a dozen rows in the page. */
export const Long: Story = {
  play: async ({ canvas, canvasElement, args }) => {
    await canvas.findByText('300 runs')
    const rows = () => canvasElement.querySelectorAll('li')
    await waitFor(() => expect(rows().length).toBeGreaterThan(0), { timeout: 30_000 })
    await expect(rows().length).toBeLessThan(40)
    const viewport = canvasElement.querySelector('[data-mr-part=viewport]')
    // A viewport that has no height yet does not scroll.
    await waitFor(
      async () => {
        viewport?.scrollTo({ top: 1e6 })
        await expect(Number(rows()[rows().length - 1]?.dataset.index)).toBeGreaterThan(20)
      },
      { timeout: 30_000 },
    )
    viewport?.scrollTo({ top: 0 })
    await waitFor(() => expect(rows()[0]?.dataset.index).toBe('0'), { timeout: 30_000 })
    const row = rows()[0]?.querySelector('button')
    if (row) await userEvent.click(row)
    await expect(args.onSelect).toHaveBeenCalledOnce()
  },
}

export const OnlyToRead: Story = { args: { onSelect: undefined } }

export const Empty: Story = {
  parameters: { modelrunner: { prepare: () => undefined } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Nothing here yet. Your runs appear here.')).toBeVisible()
  },
}

export const Loading: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'list', delayMs: 600_000 }] } } },
}

export const CannotBeRead: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'list', status: 403 }] } } },
  play: async ({ canvas }) => {
    await canvas.findByRole('alert')
  },
}

function WithRun(args: React.ComponentProps<typeof RequestHistory>) {
  const { submit } = useSubmit('test/echo', { concurrent: true })
  return (
    <div style={{ display: 'grid', gap: '0.75rem' }}>
      <div className="example">
        <button type="button" onClick={() => submit({ prompt: 'a run that was made just now' })}>
          Make a run
        </button>
      </div>
      <RequestHistory {...args} />
    </div>
  )
}

/** A new run comes on top by itself and is followed to its end. */
export const Live: Story = {
  parameters: { modelrunner: { prepare: (emulator: Emulator) => emulator.seedRequests(4) } },
  render: (args) => <WithRun {...args} />,
  play: async ({ canvas }) => {
    await canvas.findByText('4 runs')
    await userEvent.click(canvas.getByRole('button', { name: 'Make a run' }))
    await expect(
      await canvas.findByText('a run that was made just now', {}, { timeout: 30_000 }),
    ).toBeVisible()
    await waitFor(() => expect(canvas.queryByText(/Queued|Running/)).toBeNull(), { timeout: 30_000 })
    await expect(canvas.getByText('5 runs')).toBeVisible()
  },
}
