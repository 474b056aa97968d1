import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { platformOf } from '../../.storybook/platform/story-platform.js'
import { AttachFiles } from './examples/AttachFiles.js'
import source from './examples/AttachFiles.tsx?raw'

/**
 * Uploads files straight to storage: large ones in parts, several at a time, with pause and resume, also after a reload.
 *
 * Use it for an interface of your own; `<FileUploader>` is a finished one. Files in the input of `useSubmit` and `useRequest` go up by
 * themselves and need neither.
 *
 * | `state` of an item | |
 * | --- | --- |
 * | `queued`, `uploading`, `retrying` | on its way |
 * | `paused` | until `resume(id)` |
 * | `done` | `url` is there |
 * | `failed` | `error` says why; `retry(id)` sends what is missing |
 * | `cancelled` | given up |
 */
const meta = {
  title: 'Hooks/useUpload',
  component: AttachFiles,
  parameters: { docs: { source: { code: source, language: 'tsx' } } },
} satisfies Meta<typeof AttachFiles>

export default meta
type Story = StoryObj<typeof meta>

const notes = () => new File(['a'.repeat(2000)], 'notes.txt', { type: 'text/plain', lastModified: 1 })

export const Example: Story = {
  play: async ({ canvas, userEvent, id }) => {
    await userEvent.upload(canvas.getByLabelText('Attach files'), [notes()])
    await expect(await canvas.findByText(/notes.txt: done/, {}, { timeout: 30_000 })).toBeVisible()
    await expect(canvas.getByRole('status')).toHaveTextContent('100 %')
    const [received] = platformOf(id).emulator.uploads()
    await expect(received).toMatchObject({ size: 2000, state: 'complete' })
  },
}

/** The storage refuses it; what is wrong can be mended and tried again. */
export const TriedAgain: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'put', status: 400, times: 1 }] } } },
  play: async ({ canvas, userEvent }) => {
    await userEvent.upload(canvas.getByLabelText('Attach files'), [notes()])
    await waitFor(() => expect(canvas.getByText(/notes.txt: failed/)).toBeVisible(), { timeout: 30_000 })
    await userEvent.click(canvas.getByRole('button', { name: 'Try notes.txt again' }))
    await expect(await canvas.findByText(/notes.txt: done/, {}, { timeout: 30_000 })).toBeVisible()
  },
}

/** Held back and let go again. */
export const Paused: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'put', answerDelayMs: 600_000, times: 1 }] } } },
  play: async ({ canvas, userEvent, id }) => {
    await userEvent.upload(canvas.getByLabelText('Attach files'), [notes()])
    // Before that, the one that goes on would be the first to reach the storage, which holds that one.
    await waitFor(() => expect(platformOf(id).emulator.log.map(({ route }) => route)).toContain('put'), {
      timeout: 30_000,
    })
    await userEvent.click(await canvas.findByRole('button', { name: 'Pause notes.txt' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Go on with notes.txt' }))
    await expect(await canvas.findByText(/notes.txt: done/, {}, { timeout: 30_000 })).toBeVisible()
  },
}
