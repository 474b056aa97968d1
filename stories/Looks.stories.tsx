import type { Meta, StoryObj } from '@storybook/react-vite'
import {
  Balance,
  ErrorNotice,
  FileField,
  FileLibrary,
  FileUploader,
  ModelRunnerError,
  RequestHistory,
  RequestRunner,
  SchemaForm,
  type JsonSchema,
} from 'modelrunner-react'
import type { Emulator } from 'modelrunner-react/emulator'
import { expect, waitFor } from 'storybook/test'
import newsprint from '../test/custom-theme.css?inline'

/** All components side by side, in the default look, in each preset, and as somebody else's stylesheet wants them. */
const meta = {
  title: 'Looks',
  tags: ['!autodocs'],
  parameters: {
    modelrunner: {
      settings: { balance: '1.25' },
      prepare: (emulator: Emulator) => {
        emulator.seedFiles(12)
        emulator.seedRequests(5)
      },
    },
  },
  render: () => <Everything />,
  play: async ({ canvasElement }) => {
    const state = (name: string) => canvasElement.querySelector(`[data-mr=${name}][data-mr-part=root]`)
    for (const [name, ready] of [
      ['request-history', 'ready'],
      ['file-library', 'ready'],
      ['request-runner', 'idle'],
    ] as const)
      await waitFor(() => expect(state(name)).toHaveAttribute('data-state', ready), { timeout: 30_000 })
  },
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

const noMoney = new ModelRunnerError({
  kind: 'insufficient-balance',
  status: 402,
  message: 'Insufficient balance',
  requestId: 'req_9x2Kf41ab',
})
const serverDown = new ModelRunnerError({ kind: 'server', status: 503, message: 'Service unavailable' })

const photo: JsonSchema = {
  properties: {
    image: { type: 'string', format: 'uri', description: 'A picture to begin with.' },
    strength: { type: 'number', minimum: 0, maximum: 1, default: 0.6 },
  },
}

function Everything() {
  return (
    <div className="board">
      <div className="whole">
        <RequestRunner
          endpoint="black-forest-labs/flux-schnell"
          defaultInput={{ prompt: 'two friends cooking together' }}
          showCost
        />
      </div>
      <div className="column">
        <Balance lowBelow="5" />
        <ErrorNotice error={noMoney} onDismiss={() => {}} />
        <ErrorNotice error={serverDown} compact onRetry={() => {}} />
        <FileUploader accept={['image/*', '.pdf']} maxSize={20_000_000} multiple />
        <SchemaForm schema={photo} fileField={FileField} />
      </div>
      <div className="column">
        <RequestHistory onSelect={() => {}} />
      </div>
      <div className="whole">
        <FileLibrary selectable="many" />
      </div>
    </div>
  )
}

export const Default: Story = {}

export const Plain: Story = { globals: { preset: 'plain' } }

export const Rounded: Story = { globals: { preset: 'rounded' } }

export const Terminal: Story = { globals: { preset: 'terminal' } }

/** Newsprint: `test/custom-theme.css`, tokens and part selectors alone. It knows one scheme. */
export const SomebodyElses: Story = {
  name: 'Somebody else’s',
  globals: { theme: 'light', preset: 'none' },
  render: () => (
    <>
      <style>{newsprint}</style>
      <Everything />
    </>
  ),
}
