import type { Meta, StoryObj } from '@storybook/react-vite'
import { ChatRunner } from 'modelrunner-react'
import { expect, userEvent, waitFor } from 'storybook/test'
import { press } from './press.js'

/** A conversation with a language model: streamed, with stop, copy, try again, and what it cost once it is charged. */
const meta = {
  title: 'Components/ChatRunner',
  component: ChatRunner,
  args: { endpoint: 'meta/llama-4-instruct', showCost: true },
  argTypes: { endpoint: { control: 'text' } },
} satisfies Meta<typeof ChatRunner>

export default meta
type Story = StoryObj<typeof meta>

const find = (canvasElement: HTMLElement, part: string) =>
  canvasElement.querySelector(`[data-mr=chat-runner][data-mr-part=${part}]`)

async function ask(canvasElement: HTMLElement, text: string) {
  await waitFor(() => expect(find(canvasElement, 'input')).toBeInTheDocument(), { timeout: 30_000 })
  await userEvent.type(find(canvasElement, 'input') ?? canvasElement, `${text}{Enter}`)
}

export const Empty: Story = {}

export const Answered: Story = {
  args: { endpoint: 'qwen/qwen-3-thinking' },
  play: async ({ canvasElement }) => {
    await ask(canvasElement, 'Why is the sky blue?')
    await waitFor(() => expect(find(canvasElement, 'cost')).toBeInTheDocument(), { timeout: 20_000 })
    await expect(find(canvasElement, 'root')).toHaveAttribute('data-state', 'idle')
  },
}

/** What was stopped may still be charged: it says so until that is known. */
export const Stopped: Story = {
  parameters: { modelrunner: { settings: { tokenMs: 200 } } },
  play: async ({ canvasElement }) => {
    await ask(canvasElement, 'Tell me about the sea')
    await waitFor(() => expect(find(canvasElement, 'text')).toBeInTheDocument())
    await press(canvasElement, 'chat-runner', 'stop')
    await expect(find(canvasElement, 'note')).toBeVisible()
  },
}
