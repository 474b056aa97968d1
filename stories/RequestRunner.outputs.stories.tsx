import type { Meta, StoryObj } from '@storybook/react-vite'
import { RequestRunner } from 'modelrunner-react'
import { expect, waitFor } from 'storybook/test'
import { press } from './press.js'

/** What models make, each by a real run on the story's platform. */
const meta = {
  title: 'Components/RequestRunner/Outputs',
  component: RequestRunner,
  args: { endpoint: 'test/echo' },
  parameters: { modelrunner: { settings: { queueMs: 0, runMs: 100 } } },
} satisfies Meta<typeof RequestRunner>

export default meta
type Story = StoryObj<typeof meta>

function makes(endpoint: string, input: Record<string, unknown>, part: string): Story {
  return {
    args: { endpoint, defaultInput: input },
    play: async ({ canvasElement }) => {
      await press(canvasElement, 'request-runner', 'submit')
      await waitFor(
        () =>
          expect(
            canvasElement.querySelector(`[data-mr=output-view][data-mr-part=${part}]`),
          ).toBeInTheDocument(),
        { timeout: 20_000 },
      )
    },
  }
}

const prompt = 'a red lighthouse at night'

export const Picture = makes('bytedance/sdxl-lightning-4step', { prompt }, 'image')
export const Pictures = makes('black-forest-labs/flux-schnell', { prompt, num_images: 4 }, 'image')
export const Video = makes('bytedance/seedance-v2.5/text-to-video', { prompt, duration: 2 }, 'video')
export const Audio = makes('meta/musicgen', { prompt, duration: 2 }, 'audio')
export const Data = makes('community/mystery-box', { anything: ['goes'], depth: { a: 1 } }, 'data')
export const ThreeDimensional = makes('tencent/hunyuan3d-2', { prompt }, 'file')
