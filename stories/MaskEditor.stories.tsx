import type { Meta, StoryObj } from '@storybook/react-vite'
import { SchemaForm } from 'modelrunner-react'
import { expect, fireEvent, fn, screen, userEvent, waitFor } from 'storybook/test'

/** A picture of its own, so that nothing is fetched. */
const PICTURE = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"><rect width="640" height="400" fill="#4a7"/><circle cx="320" cy="200" r="120" fill="#fc3"/></svg>',
)}`

/** Beside the mask of a picture stands a button that opens the editor. */
const meta = {
  title: 'Components/SchemaForm/Mask',
  component: SchemaForm,
  args: {
    schema: {
      properties: {
        image_url: { type: 'string', format: 'uri' },
        mask_url: { type: 'string', format: 'uri' },
      },
    },
    defaultValue: { image_url: PICTURE },
    onChange: fn(),
  },
} satisfies Meta<typeof SchemaForm>

export default meta
type Story = StoryObj<typeof meta>

/** One stroke, with the editor still open. */
export const Painting: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Paint mask' }))
    await paint()
  },
}

/** The mask is a PNG of the picture's size. */
export const Painted: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Paint mask' }))
    await paint()
    await userEvent.click(screen.getByRole('button', { name: 'Use mask' }))
    await waitFor(() => expect(args.onChange).toHaveBeenCalled())
    const { mask_url: mask } = (args.onChange as ReturnType<typeof fn>).mock.lastCall?.[0] as {
      mask_url: File
    }
    const { width, height } = await createImageBitmap(mask)
    await expect([mask.type, width, height]).toEqual(['image/png', 640, 400])
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  },
}

async function paint() {
  const dialog = await screen.findByRole('dialog')
  await waitFor(() => expect(dialog).toHaveAttribute('data-state', 'ready'))
  const board = dialog.querySelector('canvas')
  if (!board) throw new Error('There is no canvas.')
  const { left, top, width, height } = board.getBoundingClientRect()
  const at = (x: number) => ({
    pointerId: 1,
    button: 0,
    clientX: left + width * x,
    clientY: top + height / 2,
  })
  // A pointer that no device has cannot be captured.
  board.setPointerCapture = () => {}
  await fireEvent.pointerDown(board, at(0.3))
  await fireEvent.pointerMove(board, at(0.6))
  await fireEvent.pointerUp(board, at(0.6))
  await waitFor(() => expect(screen.getByRole('button', { name: 'Use mask' })).toBeEnabled())
}
