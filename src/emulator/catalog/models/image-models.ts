import { paintPng } from '../../media/paint-scene.js'
import type { EmulatedModel } from '../emulated-model.js'

/** The quick picture from a prompt: one URL in an array. */
export const sdxlLightning: EmulatedModel = {
  id: 'bytedance/sdxl-lightning-4step',
  name: 'SDXL Lightning (4 steps)',
  category: 'text-to-image',
  shortDescription: 'A picture from a prompt in a second or two.',
  inputModalities: ['text'],
  outputModalities: ['image'],
  capabilities: ['text-to-image', 'fast'],
  featured: true,
  pricingMode: 'per_output',
  rateCard: { pricingMode: 'per_output', pricePerOutput: '0.00300000' },
  averageCost: '0.00300000',
  logs: ['Loading weights', 'step 1/4', 'step 2/4', 'step 3/4', 'step 4/4'],
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['prompt'],
      properties: {
        prompt: {
          type: 'string',
          title: 'Prompt',
          description: 'What the picture shows.',
          minLength: 1,
          maxLength: 2000,
          'x-order': 0,
        },
        negative_prompt: {
          type: 'string',
          title: 'Negative prompt',
          description: 'What it must not show.',
          default: '',
          'x-order': 1,
        },
        width: { type: 'integer', title: 'Width', minimum: 256, maximum: 1280, default: 1024, 'x-order': 2 },
        height: {
          type: 'integer',
          title: 'Height',
          minimum: 256,
          maximum: 1280,
          default: 1024,
          'x-order': 3,
        },
        scheduler: { allOf: [{ $ref: '#/components/schemas/scheduler' }], default: 'K_EULER', 'x-order': 4 },
        seed: {
          type: 'integer',
          title: 'Seed',
          description: 'The same seed gives the same picture.',
          minimum: 0,
          'x-order': 5,
        },
      },
    },
    scheduler: { type: 'string', title: 'Scheduler', enum: ['DDIM', 'K_EULER', 'DPMSolverMultistep'] },
    Output: { type: 'array', title: 'Output', items: { type: 'string', format: 'uri' } },
  },
  run: ({ input, seed, publish }) => {
    const scene = {
      prompt: String(input['prompt']),
      seed,
      width: Number(input['width'] ?? 1024),
      height: Number(input['height'] ?? 1024),
    }
    return { kind: 'output', output: [publish('picture.png', 'image/png', () => paintPng(scene))] }
  },
}

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

/** A wrapper: another model with a fixed style around the prompt. */
export const brandImage: EmulatedModel = {
  ...sdxlLightning,
  id: 'acme/brand-image',
  name: 'Brand image',
  shortDescription: 'A wrapper around SDXL Lightning with the colours of a brand.',
  capabilities: ['text-to-image', 'wrapper'],
  featured: false,
  targetKind: 'wrapper',
  wrapperId: 'wrp_brand_image',
  baseModelEndpoint: sdxlLightning.id,
  run: (call) =>
    sdxlLightning.run({ ...call, input: { ...call.input, prompt: `${String(call.input['prompt'])}, teal` } }),
}
