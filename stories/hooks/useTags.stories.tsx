import type { Meta, StoryObj } from '@storybook/react-vite'
import type { Emulator } from 'modelrunner-react/emulator'
import { expect, waitFor } from 'storybook/test'
import { TagCloud } from './examples/TagCloud.js'
import source from './examples/TagCloud.tsx?raw'

async function seedTags(emulator: Emulator) {
  const tagged = emulator.seedFiles(40).slice(0, 6)
  for (const [index, { id }] of tagged.entries()) {
    await emulator.fetch(
      new Request(`${emulator.hosts.rest}/files/${id}/tags`, {
        method: 'POST',
        headers: { authorization: 'Key story', 'content-type': 'application/json' },
        body: JSON.stringify({ name: index % 2 ? 'summer' : 'winter' }),
      }),
    )
  }
}

/** All tags of the file library: for a filter, or to suggest them where one is typed. Tags are made by `useFiles().addTag`. */
const meta = {
  title: 'Hooks/useTags',
  component: TagCloud,
  parameters: {
    docs: { source: { code: source, language: 'tsx' } },
    modelrunner: { prepare: seedTags },
  },
} satisfies Meta<typeof TagCloud>

export default meta
type Story = StoryObj<typeof meta>

export const Example: Story = {
  play: async ({ canvas, userEvent }) => {
    await canvas.findByText('40 files')
    await userEvent.click(await canvas.findByRole('button', { name: '#summer' }))
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('3 files'))
  },
}
