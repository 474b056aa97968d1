import type { Meta, StoryObj } from '@storybook/react-vite'
import { SchemaForm, type SchemaFormProps } from 'modelrunner-react'
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

/** Brush, eraser, undo: which tool is in hand is to be seen, and all of them are in view below the picture. */
export const Tools: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Paint mask' }))
    await paint()
    const brush = screen.getByRole('button', { name: 'Brush' })
    const eraser = screen.getByRole('button', { name: 'Eraser' })
    await userEvent.click(eraser)
    await expect(eraser).toHaveAttribute('aria-pressed', 'true')
    await expect(getComputedStyle(eraser).backgroundColor).not.toBe(getComputedStyle(brush).backgroundColor)
    const done = screen.getByRole('button', { name: 'Use mask' })
    await expect(done.getBoundingClientRect().bottom).toBeLessThanOrEqual(innerHeight)
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }))
    await expect(done).toBeDisabled()
    await paint()
  },
}

/** The mask is a PNG of the picture's size: white where it was painted, black elsewhere. */
export const Painted: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Paint mask' }))
    await paint()
    await userEvent.click(screen.getByRole('button', { name: 'Use mask' }))
    const mask = await maskOf(args)
    const bitmap = await createImageBitmap(mask)
    await expect([mask.type, bitmap.width, bitmap.height]).toEqual(['image/png', 640, 400])
    await expect(pixelOf(bitmap, 288, 200)).toEqual([255, 255, 255, 255])
    await expect(pixelOf(bitmap, 288, 20)).toEqual([0, 0, 0, 255])
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  },
}

/** Without a pointer, a mask that was made elsewhere is uploaded. */
export const Uploaded: Story = {
  play: async ({ canvas, args }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Paint mask' }))
    await screen.findByRole('button', { name: 'Upload mask' })
    await userEvent.upload(
      screen.getByLabelText('Upload mask', { selector: 'input' }),
      new File(['mask'], 'made-elsewhere.png', { type: 'image/png' }),
    )
    await expect((await maskOf(args)).name).toBe('made-elsewhere.png')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  },
}

async function maskOf({ onChange }: SchemaFormProps): Promise<File> {
  await waitFor(() => expect(onChange).toHaveBeenCalled())
  return ((onChange as ReturnType<typeof fn>).mock.lastCall?.[0] as { mask_url: File }).mask_url
}

function pixelOf(bitmap: ImageBitmap, x: number, y: number): number[] {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
  if (!context) throw new Error('This browser gives no canvas to draw on.')
  context.drawImage(bitmap, 0, 0)
  return [...context.getImageData(x, y, 1, 1).data]
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
