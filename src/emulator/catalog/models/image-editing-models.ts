import { isPlainPng, decodePng, encodePng } from '../../media/png.js'
import { paintPng } from '../../media/paint-scene.js'
import { restyleImage, enlarge } from '../../media/restyle-image.js'
import type { EmulatedModel, RunCall } from '../emulated-model.js'
import { hashText, createRandom } from '../../random.js'

/** A picture made from an uploaded one. */
export const restyle: EmulatedModel = {
  id: 'recraft/restyle',
  name: 'Restyle',
  category: 'image-to-image',
  shortDescription: 'Your picture in the colours of a prompt.',
  inputModalities: ['text', 'image'],
  outputModalities: ['image'],
  capabilities: ['image-to-image'],
  pricingMode: 'per_output',
  rateCard: { pricingMode: 'per_output', pricePerOutput: '0.04000000' },
  averageCost: '0.04000000',
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['image', 'prompt'],
      properties: {
        image: { type: 'string', format: 'uri', title: 'Image', 'x-order': 0 },
        prompt: { type: 'string', title: 'Prompt', minLength: 1, 'x-order': 1 },
        strength: {
          type: 'number',
          title: 'Strength',
          description: '0 keeps the picture, 1 takes only its shapes.',
          minimum: 0,
          maximum: 1,
          default: 0.8,
          'x-order': 2,
        },
        seed: { type: 'integer', title: 'Seed', minimum: 0, 'x-order': 3 },
      },
    },
    Output: { type: 'array', title: 'Output', items: { type: 'string', format: 'uri' } },
  },
  run: (call) => ({ kind: 'output', output: [restyled(call, String(call.input['image']))] }),
}

function restyled({ input, seed, publish, find }: RunCall, url: string): string {
  const style = { prompt: String(input['prompt']), seed, strength: Number(input['strength'] ?? 0.8) }
  const source = find(url)
  if (!source) {
    // A picture from elsewhere: nothing here fetches from the network, so it is drawn after its address.
    const scene = { prompt: `${style.prompt} ${url}`, seed, width: 1024, height: 1024 }
    return publish('restyled.png', 'image/png', () => paintPng(scene))
  }
  const { contentType } = source
  // What is not at hand is a picture of the emulator's own, and those are plain.
  const isPng = source.bytes ? isPlainPng(source.bytes) : contentType === 'image/png'
  const [name, type] = isPng ? ['restyled.png', 'image/png'] : ['restyled.svg', 'image/svg+xml']
  return publish(name, type, async () => restyleImage({ bytes: await source.load(), contentType }, style))
}

/** A picture twice or four times as large; priced by steps of megapixels. */
export const upscale: EmulatedModel = {
  id: 'topaz/upscale',
  name: 'Upscale',
  category: 'image-to-image',
  shortDescription: 'A picture, two or four times as large.',
  inputModalities: ['image'],
  outputModalities: ['image'],
  capabilities: ['image-to-image', 'upscaling'],
  pricingMode: 'megapixel_tiered',
  rateCard: {
    pricingMode: 'megapixel_tiered',
    tiers: [
      { upToMegapixels: 4, price: '0.02000000' },
      { upToMegapixels: 16, price: '0.05000000' },
      { price: '0.12000000' },
    ],
  },
  averageCost: '0.02000000',
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['image_url'],
      properties: {
        image_url: { type: 'string', title: 'Image', 'x-order': 0 },
        scale: { type: 'integer', title: 'Scale', enum: [2, 4], default: 2, 'x-order': 1 },
      },
    },
    Output: { type: 'string', title: 'Output', format: 'uri' },
  },
  run: ({ input, publish, find }) => {
    const source = find(String(input['image_url']))
    if (!source || source.contentType !== 'image/png' || (source.bytes && !isPlainPng(source.bytes))) {
      return {
        kind: 'failed',
        error: 'The image could not be read: only PNG files that lie on the emulator can be enlarged.',
      }
    }
    const large = async (): Promise<Uint8Array> => {
      const bytes = await source.load()
      const pixels = await decodePng(bytes)
      if (!pixels) return bytes
      const { rgb, width, height } = enlarge(pixels, Number(input['scale'] ?? 2))
      return encodePng(rgb, width, height)
    }
    return { kind: 'output', output: publish('large.png', 'image/png', large) }
  },
}

const LABELS = ['mountain', 'water', 'sky', 'portrait', 'animal', 'building', 'text', 'food']

/** JSON from a picture. */
export const describeImage: EmulatedModel = {
  id: 'openai/describe-image',
  name: 'Describe image',
  category: 'image-to-text',
  shortDescription: 'Labels with scores, as JSON.',
  inputModalities: ['image'],
  outputModalities: ['json'],
  capabilities: ['image-to-text', 'classification'],
  pricingMode: 'per_output',
  rateCard: { pricingMode: 'per_output', pricePerOutput: '0.00100000' },
  averageCost: '0.00100000',
  runMs: 700,
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['image_url'],
      properties: {
        image_url: { type: 'string', format: 'uri', title: 'Image', 'x-order': 0 },
        max_labels: { type: 'integer', title: 'Labels', minimum: 1, maximum: 8, default: 4, 'x-order': 1 },
        options: {
          type: 'object',
          title: 'Options',
          properties: {
            language: { type: 'string', title: 'Language', enum: ['en', 'de', 'ja'], default: 'en' },
            with_boxes: { type: 'boolean', title: 'Boxes', default: false },
          },
          'x-order': 2,
        },
      },
    },
    Output: {
      type: 'object',
      title: 'Output',
      properties: {
        caption: { type: 'string' },
        labels: {
          type: 'array',
          items: {
            type: 'object',
            properties: { label: { type: 'string' }, score: { type: 'number' } },
          },
        },
      },
    },
  },
  run: ({ input, find }) => {
    const url = String(input['image_url'])
    const bytes = find(url)?.bytes
    const random = createRandom(hashText(bytes ? bytes.subarray(0, 4096).join() : url))
    const labels = LABELS.map((label) => ({ label, score: Math.round(random() * 1000) / 1000 }))
      .sort((a, b) => b.score - a.score)
      .slice(0, Number(input['max_labels'] ?? 4))
    const caption = `A picture of ${labels.map(({ label }) => label).join(', ')}`
    return { kind: 'output', output: { caption, labels, bytes: bytes?.length ?? null } }
  },
}

const SECONDS = 6

/** A deployment: a model of one's own that works for a while, and whose cancel is real. */
export const portraitStudio: EmulatedModel = {
  id: 'acme/portrait-studio',
  name: 'Portrait studio',
  category: 'text-to-image',
  shortDescription: 'A private deployment. It can really be cancelled.',
  inputModalities: ['text'],
  outputModalities: ['image'],
  capabilities: ['text-to-image', 'deployment'],
  targetKind: 'deployment',
  deploymentId: 'dep_portrait_studio',
  pricingMode: 'per_second',
  rateCard: { pricingMode: 'per_second', pricePerSecond: '0.00140000' },
  averageCost: '0.00840000',
  units: () => SECONDS,
  queueMs: 800,
  runMs: SECONDS * 1000,
  logs: ['Waking up a worker', 'Loading the model', 'Drawing'],
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['prompt'],
      properties: {
        prompt: { type: 'string', title: 'Prompt', minLength: 1, 'x-order': 0 },
        mood: {
          type: 'string',
          title: 'Mood',
          enum: ['warm', 'cool', 'night'],
          default: 'warm',
          'x-order': 1,
        },
      },
    },
    Output: { type: 'array', title: 'Output', items: { type: 'string', format: 'uri' } },
  },
  run: ({ input, seed, publish }) => {
    const mood = { warm: 'sunset', cool: 'winter', night: 'night' }[String(input['mood'] ?? 'warm')] ?? ''
    const scene = { prompt: `${String(input['prompt'])} ${mood}`, seed, width: 768, height: 1024 }
    return { kind: 'output', output: [publish('portrait.png', 'image/png', () => paintPng(scene))] }
  },
}
