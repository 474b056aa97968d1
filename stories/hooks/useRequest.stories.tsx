import type { Meta, StoryObj } from '@storybook/react-vite'
import { useRequest } from 'modelrunner-react'
import { expect, waitFor } from 'storybook/test'
import { platformOf } from '../../.storybook/platform/story-platform.js'

/** Submit, status, result and cancel as one: the hook that most apps need. */
function PictureBox() {
  const { submit, cancel, phase, output, error } = useRequest<{ prompt: string }, string[]>(
    'bytedance/sdxl-lightning-4step',
  )
  const isBusy = phase === 'submitting' || phase === 'queued' || phase === 'running'
  return (
    <div className="example">
      <p role="status">{phase}</p>
      <button type="button" disabled={isBusy} onClick={() => submit({ prompt: 'a lighthouse at dusk' })}>
        Draw
      </button>
      {isBusy && (
        <button type="button" onClick={() => void cancel().catch(() => undefined)}>
          Cancel
        </button>
      )}
      {output?.map((url) => (
        <img key={url} src={url} alt="A lighthouse at dusk" width="256" height="256" />
      ))}
      {error && <p role="alert">{error.message}</p>}
    </div>
  )
}

const meta = {
  title: 'Hooks/useRequest',
  component: PictureBox,
} satisfies Meta<typeof PictureBox>

export default meta
type Story = StoryObj<typeof meta>

export const Example: Story = {
  play: async ({ canvas, userEvent, id }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Draw' }))
    const picture = await canvas.findByRole<HTMLImageElement>('img', {}, { timeout: 15_000 })
    await waitFor(() => expect(picture.naturalWidth).toBeGreaterThan(0), { timeout: 5_000 })
    await expect(canvas.getByRole('status')).toHaveTextContent('succeeded')
    await expect(platformOf(id).emulator.billed().count).toBe(1)
  },
}

/** No balance: nothing is queued, and nothing is billed. */
export const InsufficientBalance: Story = {
  parameters: { modelrunner: { emulator: { balance: '0' } } },
  play: async ({ canvas, userEvent, id }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Draw' }))
    await canvas.findByRole('alert', {}, { timeout: 15_000 })
    await expect(platformOf(id).emulator.requests()).toHaveLength(0)
  },
}
