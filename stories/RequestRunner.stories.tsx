import type { Meta, StoryObj } from '@storybook/react-vite'
import { RequestRunner } from 'modelrunner-react'
import { expect, fn, userEvent, waitFor } from 'storybook/test'

/** A model, ready to be used: form, progress in words, output, or what went wrong and the way on. */
const meta = {
  title: 'Components/RequestRunner',
  component: RequestRunner,
  args: {
    endpoint: 'bytedance/sdxl-lightning-4step',
    defaultInput: { prompt: 'two friends cooking together' },
    onSucceeded: fn(),
    onFailed: fn(),
  },
} satisfies Meta<typeof RequestRunner>

export default meta
type Story = StoryObj<typeof meta>

const phaseOf = (canvasElement: HTMLElement) =>
  canvasElement.querySelector('[data-mr=request-runner]')?.getAttribute('data-state')

function runsTo(phase: string): NonNullable<Story['play']> {
  return async ({ canvas, canvasElement }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Run' }, { timeout: 5000 }))
    await waitFor(() => expect(phaseOf(canvasElement)).toBe(phase), { timeout: 10_000 })
  }
}

export const Idle: Story = {}

export const WithCost: Story = { args: { showCost: true } }

export const Loading: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'openapi', delayMs: 600_000 }] } } },
}

export const Running: Story = {
  args: { endpoint: 'test/stuck' },
  play: runsTo('running'),
}

export const RunningDeployment: Story = {
  args: { endpoint: 'test/cancellable' },
  play: runsTo('running'),
}

export const Succeeded: Story = { play: runsTo('succeeded') }

export const Failed: Story = { args: { endpoint: 'test/provider-failure' }, play: runsTo('failed') }

export const RefusedInput: Story = { args: { endpoint: 'test/validation' }, play: runsTo('failed') }

export const OutOfFunds: Story = { args: { endpoint: 'test/insufficient-balance' }, play: runsTo('failed') }

export const NoSchema: Story = {
  args: { endpoint: 'acme/bare', defaultInput: { anything: ['goes'] } },
  parameters: {
    modelrunner: {
      emulator: {
        models: [
          { id: 'acme/bare', name: 'Bare', run: () => ({ kind: 'output', output: { text: 'Done.' } }) },
        ],
      },
    },
  },
  play: runsTo('succeeded'),
}

/** Fixed fields are sent and not shown; others are renamed and ordered. */
export const MadeToMeasure: Story = {
  args: {
    input: { width: 512, height: 512, negative_prompt: 'text' },
    fields: { hide: ['scheduler', 'seed'], labels: { prompt: 'What shall it show?' } },
    submitLabel: 'Draw',
  },
}

/** The narrowest box it is made for. */
export const Narrow: Story = {
  render: (args) => (
    <div style={{ inlineSize: 280 }}>
      <RequestRunner {...args} />
    </div>
  ),
}
