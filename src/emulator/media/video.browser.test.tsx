import { expect, test } from 'vitest'
import { createEmulator } from '../index.browser.js'
import { collectUrls } from '../files/collect-urls.js'

const KEY = { authorization: 'Key test' }

/** Runs a model inside the browser and gives its output as an object URL that an element can load. */
async function outputOf(endpoint: string, input: Record<string, unknown>): Promise<string> {
  const emulator = createEmulator()
  emulator.set({ queueMs: 0, runMs: 0 })
  const { queue } = emulator.hosts
  await emulator.fetch(
    new Request(`${queue}/${endpoint}`, { method: 'POST', headers: KEY, body: JSON.stringify(input) }),
  )
  await expect.poll(() => emulator.requests()[0]?.status).toBe('COMPLETED')
  const [url = ''] = collectUrls(emulator.requests()[0]?.output)
  return URL.createObjectURL(await (await emulator.fetch(new Request(url))).blob())
}

async function loaded(element: HTMLMediaElement, url: string): Promise<void> {
  await new Promise((resolve, reject) => {
    element.onloadeddata = resolve
    element.onerror = () => reject(new Error(element.error?.message ?? 'The media could not be decoded.'))
    element.muted = true
    element.src = url
  })
}

test('the browser plays the video to its end, and can seek', async () => {
  const url = await outputOf('bytedance/seedance-v2.5/text-to-video', {
    prompt: 'a boat at sea',
    duration: 2,
  })
  const video = document.createElement('video')
  document.body.append(video)
  await loaded(video, url)
  expect([video.videoWidth, video.videoHeight]).toEqual([320, 180])
  expect(video.duration).toBeCloseTo(2, 1)
  await new Promise((resolve) => {
    video.onseeked = resolve
    video.currentTime = 1.5
  })
  const ended = new Promise((resolve) => {
    video.onended = resolve
  })
  await video.play()
  await ended
  expect(video.currentTime).toBeGreaterThan(1.9)
}, 30_000)

test('the frame of the video is the one that was drawn', async () => {
  const url = await outputOf('bytedance/seedance-v2.5/text-to-video', { prompt: 'red sunset', duration: 2 })
  const video = document.createElement('video')
  document.body.append(video)
  await loaded(video, url)
  const isShown = new Promise((resolve) => video.requestVideoFrameCallback(resolve))
  await video.play()
  await isShown
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  const context = canvas.getContext('2d')
  context?.drawImage(video, 0, 0)
  const [red = 0, , blue = 0] = context?.getImageData(20, 20, 1, 1).data ?? []
  expect(red).toBeGreaterThan(blue + 30)
}, 30_000)

test('the browser decodes the tune and the voice', async () => {
  for (const [endpoint, input] of [
    ['meta/musicgen', { prompt: 'calm', duration: 1 }],
    ['minimax/speech-hd', { text: 'Hello there' }],
  ] as const) {
    const audio = document.createElement('audio')
    await loaded(audio, await outputOf(endpoint, input))
    expect(audio.duration).toBeGreaterThan(0.5)
  }
}, 30_000)

test('an image is shown at its size', async () => {
  const image = new Image()
  image.src = await outputOf('bytedance/sdxl-lightning-4step', { prompt: 'x', width: 320, height: 256 })
  await image.decode()
  expect([image.naturalWidth, image.naturalHeight]).toEqual([320, 256])
}, 30_000)
