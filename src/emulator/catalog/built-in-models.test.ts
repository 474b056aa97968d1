// @vitest-environment node
import { beforeEach, describe, expect, test } from 'vitest'
import { createApi } from '../testing/api.js'
import type { Api } from '../testing/api.js'
import { collectUrls } from '../files/collect-urls.js'

let api: Api
beforeEach(() => {
  api = createApi()
})

async function outputOf(endpoint: string, input: Record<string, unknown>): Promise<unknown> {
  const id = await api.submit(endpoint, input)
  await api.clock.advance(10_000)
  const item = api.emulator.requests().find((request) => request.id === id)
  expect(item).toMatchObject({ status: 'COMPLETED', billingStatus: 'charged' })
  expect(Number(item?.totalPrice)).toBeGreaterThan(0)
  return item?.output
}

async function bytesOf(url: string): Promise<{ type: string | null; bytes: Buffer }> {
  const response = await api.emulator.fetch(new Request(url))
  expect(response.status).toBe(200)
  return { type: response.headers.get('content-type'), bytes: Buffer.from(await response.arrayBuffer()) }
}

async function uploadPng(): Promise<string> {
  const output = await outputOf('bytedance/sdxl-lightning-4step', {
    prompt: 'fox',
    width: 256,
    height: 256,
    seed: 1,
  })
  return String((output as string[])[0])
}

const MEDIA: [string, Record<string, unknown>, string, string][] = [
  [
    'bytedance/sdxl-lightning-4step',
    { prompt: 'a red fox', width: 256, height: 256 },
    'image/png',
    '\x89PNG',
  ],
  [
    'black-forest-labs/flux-schnell',
    { prompt: 'x', image_size: { width: 64, height: 64 } },
    'image/png',
    '\x89PNG',
  ],
  [
    'bytedance/seedance-v2.5/text-to-video',
    { prompt: 'the sea', duration: 2 },
    'video/webm',
    '\x1a\x45\xdf\xa3',
  ],
  [
    'kling/image-to-video',
    { prompt: 'x', image: 'https://example.com/a.png' },
    'video/webm',
    '\x1a\x45\xdf\xa3',
  ],
  ['meta/musicgen', { prompt: 'calm', duration: 1 }, 'audio/wav', 'RIFF'],
  ['minimax/speech-hd', { text: 'Hello there.' }, 'audio/wav', 'RIFF'],
  ['tencent/hunyuan3d-2', { prompt: 'a vase' }, 'model/gltf-binary', 'glTF'],
  ['acme/portrait-studio', { prompt: 'a face' }, 'image/png', '\x89PNG'],
  ['acme/brand-image', { prompt: 'a logo', width: 256, height: 256 }, 'image/png', '\x89PNG'],
]

/** A film takes its time on a busy machine. */
const PATIENCE_MS = 30_000

describe.each(MEDIA)('%s', { timeout: PATIENCE_MS }, (endpoint, input, type, magic) => {
  test('makes a file of its kind that depends on the input', async () => {
    const seeded = { seed: 5, ...input }
    const [url = ''] = collectUrls(await outputOf(endpoint, seeded))
    const first = await bytesOf(url)
    expect(first.type).toBe(type)
    expect(first.bytes.subarray(0, magic.length).toString('latin1')).toBe(magic)
    const word = 'text' in input ? 'text' : 'prompt'
    const [other = ''] = collectUrls(
      await outputOf(endpoint, { ...seeded, [word]: 'a blue whale sings, twice!' }),
    )
    expect((await bytesOf(other)).bytes.equals(first.bytes)).toBe(false)
    if (!isSeeded(endpoint)) return
    const [again = ''] = collectUrls(await outputOf(endpoint, seeded))
    expect((await bytesOf(again)).bytes.equals(first.bytes)).toBe(true)
  })
})

/** A seed among unknown fields counts too; speech has none. */
function isSeeded(endpoint: string): boolean {
  return ['bytedance/sdxl-lightning-4step', 'meta/musicgen', 'tencent/hunyuan3d-2'].includes(endpoint)
}

test('several images are several outputs, and each is billed', async () => {
  const output = await outputOf('black-forest-labs/flux-schnell', {
    prompt: 'x',
    num_images: 3,
    image_size: { width: 100, height: 100 },
  })
  expect(new Set(collectUrls(output)).size).toBe(3)
  expect(api.emulator.billed()).toEqual({ count: 1, total: '0.00009000' })
})

test('a restyled image has the shapes of its source', async () => {
  const image = await uploadPng()
  const same = await outputOf('recraft/restyle', { image, prompt: 'x', strength: 0 })
  const changed = await outputOf('recraft/restyle', { image, prompt: 'x', strength: 1, seed: 1 })
  const [before, kept, other] = await Promise.all(
    [image, String((same as string[])[0]), String((changed as string[])[0])].map(bytesOf),
  )
  expect(kept?.bytes.equals(before?.bytes ?? Buffer.of())).toBe(true)
  expect(other?.bytes.equals(before?.bytes ?? Buffer.of())).toBe(false)
})

test('an image of another format is restyled as an SVG around it', async () => {
  const { body } = await api.rest('POST', '/storage/upload/initiate', {
    file_name: 'a.jpg',
    content_type: 'image/jpeg',
  })
  const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
  await api.emulator.fetch(
    new Request(String(body['upload_url']), {
      method: 'PUT',
      body: jpeg,
      headers: { 'content-type': 'image/jpeg' },
    }),
  )
  const [url = ''] = (await outputOf('recraft/restyle', { image: body['file_url'], prompt: 'x' })) as string[]
  const { type, bytes } = await bytesOf(url)
  expect(type).toBe('image/svg+xml')
  expect(bytes.toString()).toContain(Buffer.from(jpeg).toString('base64'))
})

test('an enlarged image is larger', async () => {
  const url = await outputOf('topaz/upscale', { image_url: await uploadPng(), scale: 2 })
  const { bytes } = await bytesOf(String(url))
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([512, 512])
})

test('JSON comes from an image, and from a model without a schema', async () => {
  expect(await outputOf('openai/describe-image', { image_url: await uploadPng() })).toMatchObject({
    caption: expect.stringContaining('A picture of'),
    labels: expect.any(Array),
  })
  expect(await outputOf('community/mystery-box', { b: 1, a: [2] })).toMatchObject({ fields: ['a', 'b'] })
  expect((await api.rest('GET', '/models/community/mystery-box/openapi.json')).status).toBe(404)
})
