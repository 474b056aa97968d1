import type { Meta, StoryObj } from '@storybook/react-vite'
import { RequestRunner } from 'modelrunner-react'
import { expect, fn, userEvent, waitFor } from 'storybook/test'
import { platformOf } from '../.storybook/platform/story-platform.js'
import { press } from './press.js'

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
  argTypes: { endpoint: { control: 'text' } },
} satisfies Meta<typeof RequestRunner>

export default meta
type Story = StoryObj<typeof meta>

const phaseOf = (canvasElement: HTMLElement) =>
  canvasElement.querySelector('[data-mr=request-runner]')?.getAttribute('data-state')

function runsTo(phase: string): NonNullable<Story['play']> {
  return async ({ canvasElement }) => {
    await press(canvasElement, 'request-runner', 'submit')
    await waitFor(() => expect(phaseOf(canvasElement)).toBe(phase), { timeout: 30_000 })
  }
}

function picture(): File {
  return new File([new Uint8Array(3000)], 'harbour.png', { type: 'image/png', lastModified: 1 })
}

export const Idle: Story = {}

/** Nothing entered yet: what the model takes is there to be tried, by one tap. */
export const Examples: Story = {
  args: {
    defaultInput: undefined,
    schema: {
      required: ['prompt'],
      properties: {
        prompt: {
          type: 'string',
          maxLength: 2000,
          examples: ['A lighthouse in the fog, watercolor', 'Two friends cooking together, film still'],
        },
      },
    },
  },
  play: async ({ canvas }) => {
    await canvas.findByRole('button', { name: /^A lighthouse/ }, { timeout: 30_000 })
    await expect(canvas.getAllByRole('group', { name: 'Examples' })).toHaveLength(1)
  },
}

export const ExampleChosen: Story = {
  args: Examples.args,
  play: async ({ canvas }) => {
    const example = await canvas.findByRole('button', { name: /^A lighthouse/ }, { timeout: 30_000 })
    await userEvent.click(example)
    await expect(canvas.getByLabelText('Prompt')).toHaveValue('A lighthouse in the fog, watercolor')
    await expect(canvas.getByLabelText('Prompt')).toHaveFocus()
    await expect(canvas.queryByRole('group', { name: 'Examples' })).toBeNull()
  },
}

export const WithCost: Story = { args: { showCost: true } }

export const Loading: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'openapi', delayMs: 600_000 }] } } },
}

export const Running: Story = {
  args: { endpoint: 'test/stuck' },
  play: runsTo('running'),
}

/** The model counts its steps in its log. */
export const RunningWithLog: Story = {
  parameters: { modelrunner: { settings: { runMs: 20_000 } } },
  play: async (context) => {
    await runsTo('running')(context)
    await expect(await context.canvas.findByText(/· Step \d of 4$/, {}, { timeout: 30_000 })).toBeVisible()
    await expect(context.canvas.getByRole('list', { name: 'Log' })).toBeVisible()
  },
}

export const RunningDeployment: Story = {
  args: { endpoint: 'test/cancellable' },
  play: runsTo('running'),
}

export const Submitting: Story = {
  args: { endpoint: 'test/echo' },
  parameters: { modelrunner: { settings: { faults: [{ route: 'submit', delayMs: 600_000 }] } } },
  play: runsTo('submitting'),
}

/** The picture of the form goes up before anything is submitted. */
export const Uploading: Story = {
  args: { endpoint: 'recraft/restyle', defaultInput: { prompt: 'as an etching', image: picture() } },
  parameters: { modelrunner: { settings: { faults: [{ route: 'put', answerDelayMs: 600_000 }] } } },
  play: runsTo('uploading'),
}

export const Queued: Story = {
  args: { endpoint: 'black-forest-labs/flux-schnell' },
  parameters: { modelrunner: { settings: { queueMs: 600_000 } } },
  play: runsTo('queued'),
}

/** A run on a deployment can be stopped: nothing is charged. */
export const Cancelled: Story = {
  args: { endpoint: 'test/cancellable' },
  play: async (context) => {
    await runsTo('running')(context)
    await press(context.canvasElement, 'request-status', 'cancel')
    await waitFor(() => expect(phaseOf(context.canvasElement)).toBe('cancelled'), { timeout: 30_000 })
  },
}

/** A run on a model cannot: nobody watches it any more, it goes on, and it is said so. */
export const StoppedWatching: Story = {
  args: { endpoint: 'test/stuck' },
  play: async (context) => {
    await runsTo('running')(context)
    await press(context.canvasElement, 'request-status', 'cancel')
    await expect(await context.canvas.findByText(/^Progress hidden/, {}, { timeout: 30_000 })).toBeVisible()
  },
}

/** The output that was paid for stays in sight, dimmed, until the next one is there. */
export const RunAgain: Story = {
  play: async (context) => {
    await runsTo('succeeded')(context)
    platformOf(context.id).emulator.set({ runMs: 600_000 })
    await runsTo('running')(context)
    await expect(context.canvas.getByRole('group', { name: 'Previous output' })).toBeVisible()
  },
}

/** The network is gone while the platform works: it goes on, and is said to. */
export const OfflineWhileRunning: Story = {
  args: { endpoint: 'test/stuck' },
  play: async (context) => {
    await runsTo('running')(context)
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })
    dispatchEvent(new Event('offline'))
    try {
      await waitFor(() =>
        expect(context.canvas.getAllByText(/The run continues and its output appears/)[0]).toBeVisible(),
      )
    } finally {
      // What the browser reports changes back; the page got its event and stays offline.
      Reflect.deleteProperty(navigator, 'onLine')
    }
  },
}

export const Succeeded: Story = { play: runsTo('succeeded') }

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
