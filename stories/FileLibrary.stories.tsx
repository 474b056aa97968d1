import type { Meta, StoryObj } from '@storybook/react-vite'
import { FileLibrary, FilePicker } from 'modelrunner-react'
import type { Emulator } from 'modelrunner-react/emulator'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import { platformOf } from '../.storybook/platform/story-platform.js'

const seeded = (count: number) => ({
  modelrunner: { prepare: (emulator: Emulator) => emulator.seedFiles(count) },
})

/** The person's files: find, keep, preview, tag, remove, pick. */
const meta = {
  title: 'Components/FileLibrary',
  component: FileLibrary,
  args: { onSelect: fn() },
  parameters: { modelrunner: { prepare: (emulator: Emulator) => emulator.seedFiles(24) } },
} satisfies Meta<typeof FileLibrary>

export default meta
type Story = StoryObj<typeof meta>

const cells = (canvasElement: HTMLElement) => [
  ...canvasElement.querySelectorAll<HTMLElement>('[role=gridcell]'),
]

export const Grid: Story = {
  play: async ({ canvas }) => {
    await canvas.findAllByText('24 files')
  },
}

export const List: Story = { args: { defaultView: 'list' } }

/** Twenty thousand files: few rows in the page, one call per page of a hundred. */
export const TwentyThousand: Story = {
  // Each picture is painted in this page when it is asked for: the list asks for few.
  args: { defaultView: 'list' },
  parameters: seeded(20_000),
  play: async ({ canvas, canvasElement, id }) => {
    await canvas.findAllByText('20,000 files')
    const calls = () => platformOf(id).emulator.log.filter(({ route }) => route === 'files').length
    await waitFor(
      async () => {
        // The rows' own one: a skeleton's stands in its place until they are loaded.
        canvasElement.querySelector('[data-mr-part=viewport]')?.scrollTo({ top: 1e7 })
        await expect(calls()).toBe(2)
      },
      { timeout: 30_000 },
    )
    await expect(canvasElement.querySelectorAll('[role=row]').length).toBeLessThan(60)
  },
}

/** Find, preview, favorite, tag, pick and remove without a pointer. */
export const KeyboardOnly: Story = {
  args: { selectable: 'many', defaultView: 'list' },
  play: async ({ canvas, canvasElement, args, id }) => {
    await canvas.findAllByText('24 files')
    const search = canvas.getByLabelText('Search by name')
    search.focus()
    await userEvent.keyboard('portrait')
    await waitFor(() => expect(canvas.queryAllByText('24 files')).toHaveLength(0))
    await waitFor(() => expect(cells(canvasElement).length).toBeGreaterThan(3))
    for (let stops = 0; stops < 20 && document.activeElement?.role !== 'gridcell'; stops++) {
      await userEvent.tab()
    }
    await userEvent.keyboard('{ArrowDown}')
    await expect(cells(canvasElement)[1]).toHaveFocus()
    await userEvent.keyboard('f ')
    await expect(args.onSelect).toHaveBeenCalledOnce()
    await userEvent.keyboard('t')
    const dialog = await canvas.findByRole('dialog')
    await expect(within(dialog).getByLabelText('New tag')).toHaveFocus()
    await userEvent.keyboard('summer{Enter}')
    await within(dialog).findByText('summer')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(cells(canvasElement)[1]).toHaveFocus())
    await userEvent.keyboard('{Delete}')
    await canvas.findByText(/can still open it/)
    await expect(canvas.getByRole('button', { name: 'Cancel' })).toHaveFocus()
    await userEvent.tab({ shift: true })
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(platformOf(id).emulator.files()).toHaveLength(23))
    await waitFor(() => expect(cells(canvasElement)[1]).toHaveFocus())
  },
}

export const Preview: Story = {
  play: async ({ canvas, canvasElement }) => {
    await canvas.findAllByText('24 files')
    const picture = cells(canvasElement).find((cell) => cell.textContent?.includes('.png'))
    if (picture) await userEvent.click(picture)
    await expect(await canvas.findByRole('dialog')).toBeVisible()
  },
}

export const Picking: Story = {
  args: { selectable: 'many', accept: 'image/*' },
  play: async ({ canvas, canvasElement }) => {
    await waitFor(() => expect(cells(canvasElement).length).toBeGreaterThan(3))
    for (const cell of cells(canvasElement).slice(0, 3)) await userEvent.click(cell)
    await expect(canvas.getByText('3 selected')).toBeVisible()
  },
}

/** One file, as for a profile picture. */
export const PickingOne: Story = {
  args: { selectable: 'one' },
  play: async ({ canvas, canvasElement, args }) => {
    await canvas.findAllByText('24 files')
    for (const cell of cells(canvasElement).slice(0, 2)) await userEvent.click(cell)
    await expect(canvas.getByText('1 selected')).toBeVisible()
    await expect(args.onSelect).toHaveBeenCalledTimes(2)
  },
}

/** Nothing fits the filters: not the same as nothing there. */
export const NothingFound: Story = {
  play: async ({ canvas }) => {
    await canvas.findAllByText('24 files')
    await userEvent.type(canvas.getByLabelText('Search by name'), 'no such file')
    await waitFor(() => expect(canvas.queryAllByText('24 files')).toHaveLength(0), { timeout: 30_000 })
  },
}

/** The question before a file leaves the library. */
export const AskedBeforeRemoval: Story = {
  play: async ({ canvas, canvasElement }) => {
    await canvas.findAllByText('24 files')
    cells(canvasElement)[0]?.focus()
    await userEvent.keyboard('{Delete}')
    await expect(await canvas.findByText(/can still open it/)).toBeVisible()
  },
}

export const OnlyUploads: Story = { args: { filters: { sources: ['upload'], order: 'newest' } } }

export const Empty: Story = {
  parameters: { modelrunner: { prepare: () => undefined } },
  play: async ({ canvas }) => {
    await canvas.findByText('No files yet. Uploads and outputs appear here.')
  },
}

/** The places of the files, before they come; for the eye alone. */
export const Loading: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'files', delayMs: 600_000 }] } } },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByRole('region', { name: 'File library' })).toHaveAttribute('aria-busy', 'true')
    await expect(canvas.getByText('Loading files')).toBeVisible()
    await expect(
      canvasElement.querySelectorAll('[data-mr-part=file][data-state=loading]').length,
    ).toBeGreaterThan(3)
    await expect(cells(canvasElement)).toHaveLength(0)
  },
}

export const LoadingList: Story = { ...Loading, args: { defaultView: 'list', selectable: 'many' } }

export const CannotBeRead: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'files', status: 403 }] } } },
  play: async ({ canvas }) => {
    await canvas.findByRole('alert')
  },
}

/** A change that failed is taken back and explained. */
export const RemovalFails: Story = {
  parameters: {
    modelrunner: {
      ...seeded(12).modelrunner,
      settings: { faults: [{ route: 'file-delete', status: 500 }] },
    },
  },
  play: async ({ canvas, canvasElement }) => {
    await canvas.findAllByText('12 files')
    cells(canvasElement)[0]?.focus()
    await userEvent.keyboard('{Delete}')
    await userEvent.click(await canvas.findByRole('button', { name: 'Remove' }))
    await canvas.findByRole('alert', {}, { timeout: 30_000 })
    await expect(cells(canvasElement)).toHaveLength(12)
  },
}

/** For fields that take files: a button that opens the library. */
export const AsPicker: Story = {
  render: () => <FilePicker multiple accept="image/*" onPick={fn()} />,
  play: async ({ canvas, canvasElement }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Choose from library' }))
    await waitFor(() => expect(cells(canvasElement).length).toBeGreaterThan(3))
  },
}
