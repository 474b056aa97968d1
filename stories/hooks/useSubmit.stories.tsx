import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { platformOf } from '../../.storybook/platform/story-platform.js'
import { IdeaBox } from './examples/IdeaBox.js'
import source from './examples/IdeaBox.tsx?raw'

/**
 * Sends inputs to one endpoint. Each call makes at most one request that is billed, whatever breaks on the way.
 *
 * Use it where the one who sends is not the one who shows: a form that leads to another page, a queue of jobs. Where both are one,
 * take `useRequest`.
 *
 * | `phase` | what goes on |
 * | --- | --- |
 * | `idle` | nothing yet |
 * | `uploading`, `submitting` | on its way; a second `submit` is ignored unless `concurrent` |
 * | `submitted` | the platform has it: `requestId` |
 * | `error` | `error` says why; with `maybeSubmitted` the platform may have it all the same |
 */
const meta = {
  title: 'Hooks/useSubmit',
  component: IdeaBox,
  parameters: { docs: { source: { code: source, language: 'tsx' } } },
} satisfies Meta<typeof IdeaBox>

export default meta
type Story = StoryObj<typeof meta>

export const Example: Story = {
  play: async ({ canvas, userEvent, id }) => {
    const send = canvas.getByRole('button')
    await userEvent.click(send)
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(1))
    await userEvent.type(canvas.getByLabelText('Idea'), ' at night')
    await userEvent.click(send)
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(2))
    const requests = platformOf(id).emulator.requests()
    await expect(requests.map(({ input }) => (input as { prompt: string }).prompt)).toEqual([
      'a fox in the snow',
      'a fox in the snow at night',
    ])
    await expect(requests[0]?.metadata).toMatchObject({ page: 'ideas' })
  },
}

/** The platform took it, and the answer was lost: it is found again, and not sent twice. */
export const AnswerLost: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'submit', cut: 'after', times: 1 }] } } },
  play: async ({ canvas, userEvent, id }) => {
    await userEvent.click(canvas.getByRole('button'))
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(1), { timeout: 30_000 })
    await expect(platformOf(id).emulator.requests()).toHaveLength(1)
  },
}
