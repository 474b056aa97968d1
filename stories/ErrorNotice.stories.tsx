import type { Meta, StoryObj } from '@storybook/react-vite'
import { ErrorNotice, ModelRunnerError, type ModelRunnerErrorInit, useRequest } from 'modelrunner-react'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import { platformOf } from '../.storybook/platform/story-platform.js'

const failed = (init: Partial<ModelRunnerErrorInit>) =>
  new ModelRunnerError({ kind: 'server', message: 'Internal server error', ...init })

/** What went wrong, what it means for the person, and the way on. One story per kind of error. */
const meta = {
  title: 'Components/ErrorNotice',
  component: ErrorNotice,
  args: { error: failed({}), onRetry: fn() },
  // The control would copy the error by calling its class without a word.
  argTypes: { error: { control: false } },
} satisfies Meta<typeof ErrorNotice>

export default meta
type Story = StoryObj<typeof meta>

export const InsufficientBalance: Story = {
  args: { error: failed({ kind: 'insufficient-balance', status: 402, requestId: 'req_9x2Kf41ab' }) },
  parameters: { modelrunner: { settings: { balance: '0.08' } } },
}

/** Money comes in while the notice is open: the retry offers itself. */
export const ToppedUpElsewhere: Story = {
  ...InsufficientBalance,
  play: async ({ canvas, id }) => {
    await canvas.findByText('Balance: $0.08')
    platformOf(id).emulator.set({ balance: '20' })
    window.dispatchEvent(new Event('focus'))
    await expect(await canvas.findByRole('button', { name: 'Try again' })).toBeVisible()
  },
}

export const GenerationFailed: Story = {
  args: {
    error: failed({
      kind: 'generation-failed',
      status: 422,
      message: 'The provider could not generate an output: the prompt was flagged by its safety filter.',
      requestId: 'req_9x2Kf41ab',
    }),
  },
}

export const InvalidOutput: Story = {
  args: {
    error: failed({
      kind: 'invalid-output',
      status: 422,
      message: 'The output does not match the schema of the model.',
      requestId: 'req_9x2Kf41ab',
      fieldErrors: [{ path: ['output', 0, 'url'], message: 'must match format "uri"' }],
    }),
  },
}

export const RateLimited: Story = {
  args: { error: failed({ kind: 'rate-limited', status: 429, retryAfterMs: 600_000 }) },
}

/** Tried by itself often enough: now it is the person's turn. */
export const RateLimitedByHand: Story = {
  ...RateLimited,
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Stop' }))
    await expect(canvas.getByRole('button', { name: 'Try again' })).toHaveFocus()
  },
}

export const Validation: Story = {
  args: {
    error: failed({
      kind: 'validation',
      status: 400,
      fieldErrors: [
        { path: ['prompt'], message: 'The prompt is too short.' },
        { path: ['image_size', 'width'], message: 'Expected number, received string' },
        { path: ['images', 1], message: 'Invalid url' },
      ],
    }),
  },
}

/** In development the cause and the page about it are shown, too. */
export const Unauthorized: Story = {
  args: { error: failed({ kind: 'unauthorized', status: 401, message: 'Invalid API key' }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('link', { name: 'How to fix' })).toBeVisible()
  },
}

export const ProxyWithoutDelete: Story = {
  args: {
    error: failed({
      kind: 'proxy',
      status: 405,
      message:
        'The proxy refused DELETE /files/f1: HTTP 405. The route does not export DELETE: export const { GET, POST, PUT, PATCH, DELETE } = toRouteHandlers(handler)',
    }),
  },
}

export const Forbidden: Story = { args: { error: failed({ kind: 'forbidden', status: 403 }) } }
export const NotFound: Story = { args: { error: failed({ kind: 'not-found', status: 404 }) } }
export const Conflict: Story = { args: { error: failed({ kind: 'conflict', status: 409 }) } }
export const TooLarge: Story = { args: { error: failed({ kind: 'too-large', status: 413 }) } }

export const Server: Story = {
  args: { error: failed({ status: 503, requestId: 'req_9x2Kf41ab' }), onDismiss: fn() },
}

export const Network: Story = {
  args: {
    error: failed({
      kind: 'network',
      message: 'GET /files got no answer: offline, or proxyUrl cannot be reached (Failed to fetch).',
    }),
  },
}

/** It is not known whether the platform has the request. */
export const MaybeSubmitted: Story = {
  args: { error: failed({ kind: 'network', maybeSubmitted: true }) },
}

export const Timeout: Story = { args: { error: failed({ kind: 'timeout' }) } }

export const UnexpectedResponse: Story = {
  args: {
    error: failed({
      kind: 'unexpected-response',
      status: 200,
      message: 'The answer to GET /files lacks or garbles: items, pagination.total.',
    }),
  },
}

export const UploadRejected: Story = {
  args: {
    error: failed({
      kind: 'upload-rejected',
      fieldErrors: [{ path: [0], message: 'holiday.mov is larger than 10 MB' }],
    }),
  },
}

export const UploadFailed: Story = { args: { error: failed({ kind: 'upload-failed' }) } }

/** Nothing is shown for what was given up on purpose. */
export const Aborted: Story = { args: { error: failed({ kind: 'aborted' }) } }

export const Compact: Story = { args: { compact: true, onDismiss: fn() } }

export const CompactGenerationFailed: Story = { args: { ...GenerationFailed.args, compact: true } }

/** The whole inside replaced, the behaviour kept. */
export const OwnInside: Story = {
  args: {
    error: failed({ kind: 'rate-limited', retryAfterMs: 60_000 }),
    children: ({ title, way }) => (
      <p>
        {title}{' '}
        <button type="button" onClick={way.retry}>
          again ({way.secondsLeft})
        </button>
      </p>
    ),
  },
}

/** A run that is refused twice and then taken: nobody has to press anything. */
export const RecoversByItself: Story = {
  parameters: {
    modelrunner: {
      settings: { faults: [{ route: 'submit', status: 429, times: 2 }], queueMs: 0, runMs: 100 },
      provider: { retry: { attempts: 1, baseMs: 50, maxMs: 200 } },
    },
  },
  render: function Run() {
    const { submit, retry, phase, error } = useRequest('test/echo')
    return (
      <>
        <button type="button" onClick={() => submit({ prompt: 'hello' })}>
          Run
        </button>{' '}
        <output>{phase}</output>
        <ErrorNotice error={error} onRetry={retry} />
      </>
    )
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'Run' }))
    await waitFor(() => expect(canvas.getByText('succeeded')).toBeVisible(), { timeout: 30_000 })
  },
}
