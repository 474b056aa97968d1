import { paintPng } from '../../media/paint-png.js'
import type { EmulatedModel } from '../emulated-model.js'

const PRESETS: Record<string, { width: number; height: number }> = {
  square_hd: { width: 1024, height: 1024 },
  square: { width: 512, height: 512 },
  portrait_4_3: { width: 768, height: 1024 },
  landscape_4_3: { width: 1024, height: 768 },
  landscape_16_9: { width: 1024, height: 576 },
}

/** Several pictures at once; the size is a preset or of one's own; priced by the megapixel. */
export const fluxSchnell: EmulatedModel = {
  id: 'black-forest-labs/flux-schnell',
  name: 'FLUX schnell',
  category: 'text-to-image',
  shortDescription: 'Up to four pictures of one prompt.',
  inputModalities: ['text'],
  outputModalities: ['image'],
  capabilities: ['text-to-image', 'batch'],
  featured: true,
  pricingMode: 'per_megapixel',
  rateCard: { pricingMode: 'per_megapixel', pricePerMegapixel: '0.00300000' },
  averageCost: '0.00236000',
  units: (input) => {
    const { width, height } = sizeOf(input)
    return ((width * height) / 1e6) * Number(input['num_images'] ?? 1)
  },
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['prompt'],
      properties: {
        prompt: { type: 'string', title: 'Prompt', minLength: 1, 'x-order': 0 },
        image_size: {
          title: 'Image size',
          description: 'A preset, or a width and a height.',
          anyOf: [{ type: 'string', enum: Object.keys(PRESETS) }, { $ref: '#/components/schemas/ImageSize' }],
          default: 'landscape_4_3',
          'x-order': 1,
        },
        num_images: {
          type: 'integer',
          title: 'Number of images',
          minimum: 1,
          maximum: 4,
          default: 1,
          'x-order': 2,
        },
        guidance_scale: {
          type: 'number',
          title: 'Guidance',
          minimum: 0,
          maximum: 20,
          default: 3.5,
          'x-order': 3,
        },
        seed: {
          title: 'Seed',
          anyOf: [{ type: 'integer', minimum: 0 }, { type: 'null' }],
          default: null,
          'x-order': 4,
        },
        enable_safety_checker: { type: 'boolean', title: 'Safety checker', default: true, 'x-order': 5 },
      },
    },
    ImageSize: {
      type: 'object',
      title: 'ImageSize',
      required: ['width', 'height'],
      properties: {
        width: { type: 'integer', title: 'Width', minimum: 64, maximum: 1536, default: 1024 },
        height: { type: 'integer', title: 'Height', minimum: 64, maximum: 1536, default: 768 },
      },
    },
    Output: {
      type: 'object',
      title: 'Output',
      properties: {
        images: {
          type: 'array',
          items: { type: 'object', properties: { url: { type: 'string', format: 'uri' } } },
        },
        seed: { type: 'integer' },
      },
    },
  },
  run: ({ input, seed, publish }) => {
    const size = sizeOf(input)
    const images = Array.from({ length: Number(input['num_images'] ?? 1) }, (_, index) => {
      const scene = { prompt: String(input['prompt']), seed: seed + index, ...size }
      const url = publish(`picture-${index + 1}.png`, 'image/png', () => paintPng(scene))
      return { url, ...size, content_type: 'image/png' }
    })
    return { kind: 'output', output: { images, seed, prompt: input['prompt'] } }
  },
}

function sizeOf(input: Readonly<Record<string, unknown>>): { width: number; height: number } {
  const size = input['image_size']
  if (typeof size === 'object' && size && 'width' in size && 'height' in size) {
    return { width: Number(size.width), height: Number(size.height) }
  }
  return PRESETS[String(size)] ?? { width: 1024, height: 768 }
}
