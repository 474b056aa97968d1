import type { Meta, StoryObj } from '@storybook/react-vite'
import { RequestRunner } from 'modelrunner-react'
import { expect, waitFor } from 'storybook/test'
import { platformOf } from '../.storybook/platform/story-platform.js'
import type { StoryParameters } from '../.storybook/platform/story-parameters.js'
import { press } from './press.js'

/** A run that fails, for each reason there is: what is said, and the way on. Nothing of it is ever charged. */
const meta = {
  title: 'Components/RequestRunner/Errors',
  component: RequestRunner,
  args: { endpoint: 'test/echo', defaultInput: { prompt: 'two friends cooking together' } },
} satisfies Meta<typeof RequestRunner>

export default meta
type Story = StoryObj<typeof meta>

/** Runs it and waits for the notice of one kind of error. */
function endsIn(kind: string): NonNullable<Story['play']> {
  return async ({ canvasElement, id }) => {
    await press(canvasElement, 'request-runner', 'submit')
    await waitFor(
      () =>
        expect(
          canvasElement
            .querySelector('[data-mr=error-notice][data-mr-part=root]')
            ?.getAttribute('data-state'),
        ).toBe(kind),
      { timeout: 30_000 },
    )
    await waitFor(() =>
      expect(canvasElement.querySelector('[data-mr=request-runner]')).toHaveAttribute('data-state', 'failed'),
    )
    await expect(platformOf(id).emulator.billed().count).toBe(0)
  }
}

function endpoint(name: string, kind: string): Story {
  return { args: { endpoint: `test/${name}` }, play: endsIn(kind) }
}

/** Refused at the submit; tried once, so that the notice is there at once. */
function refused(settings: StoryParameters['settings'], kind: string): Story {
  const modelrunner: StoryParameters = { settings, provider: { retry: { attempts: 1, baseMs: 10 } } }
  return { parameters: { modelrunner }, play: endsIn(kind) }
}

/** 402: what is there is less than what it costs */
export const InsufficientBalance: Story = {
  ...endpoint('insufficient-balance', 'insufficient-balance'),
  parameters: { modelrunner: { settings: { balance: '0.0004' } } },
}
/** 422: the provider's reason */
export const GenerationFailed = endpoint('provider-failure', 'generation-failed')
/** 422: the output broke the model's schema */
export const InvalidOutput = endpoint('invalid-output', 'invalid-output')
/** FAILED, and a status URL that answers 400 */
export const ForceFailed = endpoint('force-failed', 'generation-failed')
/** COMPLETED, with nothing in it */
export const EmptyOutput = endpoint('empty-output', 'generation-failed')
/** 429 */
export const RateLimited = refused({ faults: [{ route: 'submit', status: 429 }] }, 'rate-limited')
/** 400: each issue at its field */
export const Validation = endpoint('validation', 'validation')
/** 401 */
export const Unauthorized = endpoint('unauthorized', 'unauthorized')
/** 403 */
export const Forbidden = refused(
  { faults: [{ route: 'submit', status: 403, body: { error: 'No access to this model' } }] },
  'forbidden',
)
/** 404 */
export const NotFound = endpoint('not-found', 'not-found')
/** 413 */
export const TooLarge = refused(
  { faults: [{ route: 'submit', status: 413, body: { error: 'Request entity too large' } }] },
  'too-large',
)
/** 5xx: first it is made sure that the platform has nothing of it */
export const Server = refused(
  { faults: [{ route: 'submit', status: 500, body: { error: 'Internal server error' } }] },
  'server',
)
/** Nothing can be had at all: no form either. */
function unreachable(modelrunner: StoryParameters, kind: string): Story {
  return {
    parameters: {
      modelrunner: {
        ...modelrunner,
        provider: { ...modelrunner.provider, retry: { attempts: 1, baseMs: 10 } },
      },
    },
    play: async ({ canvasElement }) => {
      await waitFor(
        () =>
          expect(
            canvasElement
              .querySelector('[data-mr=error-notice][data-mr-part=root]')
              ?.getAttribute('data-state'),
          ).toBe(kind),
        { timeout: 30_000 },
      )
    },
  }
}

/** Offline */
export const Network = unreachable(
  { provider: { fetch: () => Promise.reject(new TypeError('Failed to fetch')) } },
  'network',
)
/** A proxy that is not there: the app's own page comes back */
export const Proxy = unreachable({ wart: 'htmlAppPage' }, 'proxy')
