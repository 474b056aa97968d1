import type { Meta, StoryObj } from '@storybook/react-vite'
import type { Emulator } from 'modelrunner-react/emulator'
import { expect, waitFor } from 'storybook/test'
import { platformOf } from '../../.storybook/platform/story-platform.js'
import { RecentImages } from './examples/RecentImages.js'
import source from './examples/RecentImages.tsx?raw'

/**
 * The file library: what people uploaded and what models made, filtered and paged. Finished uploads and runs refresh it.
 *
 * `setFavorite`, `addTag`, `removeTag` and `remove` show their effect at once; where one fails it alone is taken back, `error` is set and the
 * promise rejects. `<FileLibrary>` is a finished interface for it.
 */
const meta = {
  title: 'Hooks/useFiles',
  component: RecentImages,
  parameters: {
    docs: { source: { code: source, language: 'tsx' } },
    modelrunner: { prepare: (emulator: Emulator) => emulator.seedFiles(40) },
  },
} satisfies Meta<typeof RecentImages>

export default meta
type Story = StoryObj<typeof meta>

const hearts = (canvasElement: HTMLElement) => [...canvasElement.querySelectorAll('[aria-pressed]')]

export const Example: Story = {
  play: async ({ canvas, canvasElement, userEvent, id }) => {
    await canvas.findByText(/^6 of/)
    const heart = hearts(canvasElement).find((button) => button.getAttribute('aria-pressed') === 'false')
    const kept = () =>
      platformOf(id)
        .emulator.files()
        .filter(({ isFavorited }) => isFavorited).length
    const before = kept()
    if (heart) await userEvent.click(heart)
    await waitFor(() => expect(kept()).toBe(before + 1))
    await userEvent.click(canvas.getByRole('button', { name: 'More' }))
    await expect(await canvas.findByText(/^12 of/)).toBeVisible()
  },
}

/** What the platform refuses is taken back, and said. */
export const TakenBack: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'favorite', status: 403 }] } } },
  play: async ({ canvas, canvasElement, userEvent }) => {
    await canvas.findByText(/^6 of/)
    const before = hearts(canvasElement)[0]?.getAttribute('aria-pressed')
    const heart = hearts(canvasElement)[0]
    if (heart) await userEvent.click(heart)
    await canvas.findByRole('alert')
    await expect(hearts(canvasElement)[0]?.getAttribute('aria-pressed')).toBe(before)
  },
}
