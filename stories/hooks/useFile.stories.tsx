import type { Meta, StoryObj } from '@storybook/react-vite'
import type { Emulator } from 'modelrunner-react/emulator'
import { expect, waitFor } from 'storybook/test'
import { NewestFile } from './examples/NewestFile.js'
import source from './examples/NewestFile.tsx?raw'
import { seedImage } from './seed-image.js'

/** The picture is there before the page is. */
async function drawFirst(emulator: Emulator) {
  await seedImage('a lighthouse')(emulator)
  await waitFor(() => expect(emulator.files()).toHaveLength(1), { timeout: 30_000 })
}

/**
 * One file of the library with what the list does not tell: the runs that made it or used it. Idle while the id is undefined.
 */
const meta = {
  title: 'Hooks/useFile',
  component: NewestFile,
  parameters: {
    docs: { source: { code: source, language: 'tsx' } },
    modelrunner: { prepare: drawFirst, settings: { queueMs: 0, runMs: 0 } },
  },
} satisfies Meta<typeof NewestFile>

export default meta
type Story = StoryObj<typeof meta>

export const Example: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/output of/, {}, { timeout: 30_000 })).toBeVisible()
  },
}
