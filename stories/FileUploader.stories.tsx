import type { Meta, StoryObj } from '@storybook/react-vite'
import { FileUploader } from 'modelrunner-react'
import { expect, fn, userEvent, waitFor } from 'storybook/test'

const MIB = 1024 * 1024

/** Takes files by drop, paste, dialog or camera, uploads them at once and keeps their URLs in order. */
const meta = {
  title: 'Components/FileUploader',
  component: FileUploader,
  args: { onChange: fn(), onUploaded: fn() },
} satisfies Meta<typeof FileUploader>

export default meta
type Story = StoryObj<typeof meta>

const urls = ['summer.mp3', 'winter.wav', 'notes.pdf'].map(
  (name) => `https://media.example/a1b2c3d4e5f6-${name}`,
)

function file(name: string, size: number, type: string): File {
  return new File([new Uint8Array(size)], name, { type, lastModified: 1 })
}

async function choose(canvasElement: HTMLElement, files: File[]) {
  const input = canvasElement.querySelector<HTMLInputElement>('input[type=file]')
  if (input) await userEvent.upload(input, files, { applyAccept: false })
}

/** Nothing chosen yet. */
export const Empty: Story = {}

/** What may be chosen stands below the button. */
export const Limits: Story = {
  args: { accept: ['image/*', '.pdf'], maxSize: 20 * MIB, maxFiles: 4, directory: true },
}

/** What was there before, in an order that can be changed. */
export const Ordered: Story = { args: { multiple: true, defaultValue: urls } }

export const ReadOnly: Story = { args: { multiple: true, readOnly: true, defaultValue: urls } }

export const Disabled: Story = { args: { multiple: true, disabled: true, defaultValue: urls } }

export const Uploaded: Story = {
  args: { multiple: true },
  play: async ({ canvasElement, canvas, args }) => {
    await choose(canvasElement, [file('a.txt', 2000, 'text/plain'), file('b.bin', 300_000, '')])
    await waitFor(() => expect(canvas.getAllByText(/^Uploaded ·/)).toHaveLength(2), { timeout: 30_000 })
    await expect(args.onUploaded).toHaveBeenCalledTimes(2)
  },
}

/** Files that will not go, each with its reason; the others do. */
export const Refused: Story = {
  args: { accept: 'image/*', maxSize: MIB, maxFiles: 2 },
  play: async ({ canvasElement, canvas }) => {
    await choose(canvasElement, [
      file('song.mp3', 9, 'audio/mpeg'),
      file('huge.png', 2 * MIB, 'image/png'),
      file('ok.png', 9, 'image/png'),
    ])
    await expect(await canvas.findByText(/is larger than/, { selector: 'li' })).toBeVisible()
    await waitFor(() => expect(canvas.getByText(/^Uploaded ·/)).toBeVisible(), { timeout: 30_000 })
  },
}

/** On its way: pause, go on, cancel, for one and for all. */
export const OnTheWay: Story = {
  args: { multiple: true, multipartThreshold: 0 },
  parameters: { modelrunner: { settings: { faults: [{ route: 'part', answerDelayMs: 600_000 }] } } },
  play: async ({ canvasElement, canvas }) => {
    await choose(
      canvasElement,
      ['a.txt', 'b.txt', 'c.txt', 'd.txt'].map((name) => file(name, 2000, 'text/plain')),
    )
    await userEvent.click(await canvas.findByRole('button', { name: 'Pause a.txt' }))
    await expect(canvas.getByRole('button', { name: 'Resume a.txt' })).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Pause all' })).toBeVisible()
  },
}

/** The storage is out of order: what happened, and a way to try again. */
export const Failed: Story = {
  parameters: {
    // Its pauses are no part of what is shown.
    modelrunner: {
      settings: { faults: [{ route: 'put', status: 503 }] },
      provider: { retry: { baseMs: 50, maxMs: 200 } },
    },
  },
  play: async ({ canvasElement, canvas }) => {
    await choose(canvasElement, [file('a.txt', 2000, 'text/plain')])
    const text = await canvas.findByText(/The storage is not available right now/, {}, { timeout: 30_000 })
    await expect(text).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Try again a.txt' })).toBeVisible()
  },
}

/** Refused for good, with the storage's own reason: there is no "try again" that would not help. */
export const RefusedByStorage: Story = {
  parameters: {
    modelrunner: {
      settings: {
        faults: [
          {
            route: 'put',
            status: 400,
            body: '<Error><Message>The file type is not allowed.</Message></Error>',
          },
        ],
      },
    },
  },
  play: async ({ canvasElement, canvas }) => {
    await choose(canvasElement, [file('a.txt', 2000, 'text/plain')])
    const text = await canvas.findByText(/^The storage refused this file\./, {}, { timeout: 30_000 })
    await expect(text).toHaveTextContent('(The file type is not allowed.)')
    await expect(canvas.queryByRole('button', { name: 'Try again a.txt' })).toBeNull()
  },
}

/** What else can be done with a file is in its menu; the order where it is asked for. */
export const Menu: Story = {
  args: {
    multiple: true,
    orderable: true,
    defaultValue: ['https://media.example/a.png', 'https://media.example/b.png'],
  },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'More actions for a.png' }))
    await expect(canvas.getByRole('menuitem', { name: 'Move a.png down' })).toBeVisible()
  },
}

/** Fifty on their way. */
export const Fifty: Story = {
  args: { multiple: true },
  parameters: { modelrunner: { settings: { faults: [{ route: 'put', answerDelayMs: 600_000 }] } } },
  play: async ({ canvasElement }) => {
    await choose(
      canvasElement,
      Array.from({ length: 50 }, (_, index) => file(`picture-${index}.png`, 2000 + index, 'image/png')),
    )
    await waitFor(() => expect(canvasElement.querySelectorAll('[data-mr-part=item]')).toHaveLength(50))
  },
}

/** One was refused while another is on its way: both are said, each at its own place. */
export const NoticeWhileUploading: Story = {
  args: { multiple: true, accept: 'image/*' },
  parameters: { modelrunner: { settings: { faults: [{ route: 'put', answerDelayMs: 600_000 }] } } },
  play: async ({ canvasElement, canvas }) => {
    await choose(canvasElement, [file('harbour.png', 200_000, 'image/png')])
    await waitFor(() => expect(canvasElement.querySelectorAll('[data-mr-part=item]')).toHaveLength(1))
    await choose(canvasElement, [file('song.mp3', 9, 'audio/mpeg')])
    await expect(await canvas.findByText(/isn't a supported file type/, { selector: 'li' })).toBeVisible()
    await waitFor(() =>
      expect(canvasElement.querySelector('[data-mr-part=item]')).toHaveAttribute('data-state', 'uploading'),
    )
  },
}

/** Given up: it stays in the list, and can be sent after all. */
export const Cancelled: Story = {
  args: { multiple: true },
  parameters: { modelrunner: { settings: { faults: [{ route: 'put', answerDelayMs: 600_000 }] } } },
  play: async ({ canvasElement, canvas }) => {
    await choose(canvasElement, [file('a.txt', 2000, 'text/plain'), file('b.txt', 2000, 'text/plain')])
    await userEvent.click(await canvas.findByRole('button', { name: 'Cancel a.txt' }))
    await waitFor(() =>
      expect(canvasElement.querySelector('[data-mr-part=item][data-state=cancelled]')).toBeInTheDocument(),
    )
  },
}

/** More files than go up at once: the others wait their turn. */
export const Queued: Story = {
  args: { multiple: true, concurrency: 1 },
  parameters: { modelrunner: { settings: { faults: [{ route: 'put', answerDelayMs: 600_000 }] } } },
  play: async ({ canvasElement }) => {
    await choose(canvasElement, [file('a.txt', 2000, 'text/plain'), file('b.txt', 2000, 'text/plain')])
    await waitFor(() =>
      expect(canvasElement.querySelector('[data-mr-part=item][data-state=queued]')).toBeInTheDocument(),
    )
  },
}

/** The storage stumbles: it is sent again by itself. */
export const Retrying: Story = {
  parameters: {
    modelrunner: {
      settings: { faults: [{ route: 'put', status: 503 }] },
      provider: { retry: { attempts: 5, baseMs: 600_000, maxMs: 1_200_000 } },
    },
  },
  play: async ({ canvasElement }) => {
    await choose(canvasElement, [file('a.txt', 2000, 'text/plain')])
    await waitFor(
      () =>
        expect(canvasElement.querySelector('[data-mr-part=item]')).toHaveAttribute('data-state', 'retrying'),
      { timeout: 30_000 },
    )
  },
}

/** Something is held over it. */
export const Dragging: Story = {
  play: async ({ canvasElement }) => {
    const files = new DataTransfer()
    files.items.add(file('a.txt', 9, 'text/plain'))
    canvasElement
      .querySelector('[data-mr-part=dropzone]')
      ?.dispatchEvent(new DragEvent('dragenter', { bubbles: true, cancelable: true, dataTransfer: files }))
    await waitFor(() =>
      expect(canvasElement.querySelector('[data-mr-part=root]')).toHaveAttribute('data-state', 'dragging'),
    )
  },
}
