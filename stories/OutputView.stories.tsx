import type { Meta, StoryObj } from '@storybook/react-vite'
import { OutputView, useRequest, type OutputViewProps } from 'modelrunner-react'
import { expect, waitFor } from 'storybook/test'
import { useEffect } from 'react'

/** Whatever a model gave, with nothing in it trusted. */
const meta = {
  title: 'Components/OutputView',
  component: OutputView,
  args: { output: null },
} satisfies Meta<typeof OutputView>

export default meta
type Story = StoryObj<typeof meta>

interface RunOutputProps {
  endpoint: string
  input: Record<string, unknown>
  size?: OutputViewProps['size']
}

/** The output of a real run on the story's platform. */
function RunOutput({ endpoint, input, size }: RunOutputProps) {
  const { submit, phase, output } = useRequest(endpoint)
  useEffect(() => submit(input), [submit, input])
  return phase === 'succeeded' ? <OutputView output={output} size={size} /> : <p>{phase}</p>
}

/** A picture of its own, so that nothing is fetched. */
function drawn(color: string, width = 640, height = 480): string {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser gives no canvas to draw on.')
  context.fillStyle = color
  context.fillRect(0, 0, width, height)
  context.fillStyle = '#fff5'
  context.ellipse(width / 2, height / 2, width / 3, height / 3, 0, 0, 2 * Math.PI)
  context.fill()
  return canvas.toDataURL('image/png')
}

/** Whole in the window and in its own ratio: what it leaves of its place stays empty. */
async function showsWholePicture({ canvas }: { canvas: Queries }) {
  const image = await canvas.findByRole('img')
  await waitFor(() => expect(image.closest('[data-mr-part=frame]')).toHaveAttribute('data-state', 'loaded'))
  const { width, height } = image.getBoundingClientRect()
  await expect(width).toBeLessThanOrEqual(document.documentElement.clientWidth)
  await expect(height).toBeLessThanOrEqual(window.innerHeight)
  await expect(getComputedStyle(image).objectFit).toBe('contain')
}
type Queries = Parameters<NonNullable<Story['play']>>[0]['canvas']

const picture = { prompt: 'a lighthouse in the fog', width: 640, height: 480 }
const fourPictures = { prompt: 'a harbour in four lights', num_images: 4 }
const video = { prompt: 'waves', duration: 2 }
const tune = { prompt: 'waves', duration: 2 }

/** Its size is known from the input, and so its place before it is there. */
export const Picture: Story = {
  render: () => <RunOutput endpoint="bytedance/sdxl-lightning-4step" input={picture} size={picture} />,
  play: async ({ canvas }) => {
    const image = await canvas.findByRole('img', { name: 'Generated image' }, { timeout: 30_000 })
    await waitFor(() => expect((image as HTMLImageElement).naturalWidth).toBeGreaterThan(0))
    // Its button takes the focus, and is as large as it is.
    const view = canvas.getByTitle('View large')
    view.focus()
    await expect(view).toHaveFocus()
    const { width, height } = image.getBoundingClientRect()
    await expect(view.getBoundingClientRect()).toMatchObject({ width, height })
  },
}

export const Pictures: Story = {
  render: () => <RunOutput endpoint="black-forest-labs/flux-schnell" input={fourPictures} />,
  play: async ({ canvas }) => {
    await waitFor(() => expect(canvas.getAllByRole('img')).toHaveLength(4), { timeout: 30_000 })
  },
}

export const Video: Story = {
  render: () => <RunOutput endpoint="bytedance/seedance-v2.5/text-to-video" input={video} />,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('video')).toBeInTheDocument(), { timeout: 30_000 })
  },
}

export const Audio: Story = {
  render: () => <RunOutput endpoint="meta/musicgen" input={tune} />,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('audio')).toBeInTheDocument(), { timeout: 30_000 })
  },
}

export const Text: Story = {
  args: { output: 'Once upon a time, two friends cooked together. '.repeat(60) },
}

export const Data: Story = {
  args: {
    output: {
      seed: 42,
      timings: { inference: 1.2 },
      has_nsfw_concepts: [false, true],
      nested: { a: { b: ['x'] } },
    },
  },
}

export const TextAndData: Story = {
  args: { output: { text: 'The answer is 42.', usage: { input_tokens: 12, output_tokens: 5 } } },
}

export const BrokenPicture: Story = {
  args: { output: { images: [{ url: 'https://unreachable.invalid/a.png', width: 640, height: 360 }] } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Couldn't load the image.", {}, { timeout: 30_000 })).toBeVisible()
  },
}

/** Of four that were paid for, one cannot be loaded: the others stay, and it can be tried again. */
export const OneBrokenOfFour: Story = {
  args: {
    output: { images: [drawn('#47a'), drawn('#a74'), 'https://unreachable.invalid/c.png', drawn('#7a4')] },
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Couldn't load the image.", {}, { timeout: 30_000 })).toBeVisible()
    await expect(canvas.getAllByRole('img')).toHaveLength(3)
  },
}

/** Higher than wide: all of it is in sight. */
export const Portrait: Story = {
  args: { output: drawn('#47a', 480, 1920), size: { width: 480, height: 1920 } },
  play: showsWholePicture,
}

/** Much wider than high. */
export const Panorama: Story = {
  args: { output: drawn('#a74', 2400, 400), size: { width: 2400, height: 400 } },
  play: showsWholePicture,
}

export const ThreeDimensional: Story = {
  args: {
    output: [
      'https://unreachable.invalid/chair.glb',
      'https://unreachable.invalid/a-very-long-name-indeed.zip',
    ],
  },
}

export const Nothing: Story = { args: { output: [] } }

export const Purged: Story = { args: { output: {}, purged: true } }

/** A link that could run code is not a link. */
export const Hostile: Story = {
  args: { output: { images: [{ url: 'javascript:alert(1)' }], html: '<img src=x onerror=alert(1)>' } },
  play: async ({ canvas }) => {
    await expect(canvas.queryByRole('link')).toBeNull()
    await expect(canvas.queryByRole('img')).toBeNull()
  },
}
