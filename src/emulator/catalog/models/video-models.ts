import { encodeWebm } from '../../media/webm.js'
import { pixelsOf, type EmulatedModel } from '../emulated-model.js'

/** A film from a prompt; priced by the second. */
export const seedanceTextToVideo: EmulatedModel = {
  id: 'bytedance/seedance-v2.5/text-to-video',
  name: 'Seedance 2.5',
  category: 'text-to-video',
  shortDescription: 'A short film from a prompt.',
  inputModalities: ['text'],
  outputModalities: ['video'],
  capabilities: ['text-to-video'],
  featured: true,
  pricingMode: 'per_output_second',
  rateCard: { pricingMode: 'per_output_second', pricePerOutputSecond: '0.05000000' },
  averageCost: '0.25000000',
  units: (input) => Number(input['duration'] ?? 5),
  queueMs: 500,
  runMs: 3500,
  logs: ['Planning the shot', '25 %', '50 %', '75 %', 'Encoding'],
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['prompt'],
      properties: {
        prompt: { type: 'string', title: 'Prompt', minLength: 1, maxLength: 2500, 'x-order': 0 },
        duration: {
          type: 'integer',
          title: 'Duration',
          description: 'Seconds.',
          minimum: 2,
          maximum: 10,
          default: 5,
          'x-order': 1,
        },
        resolution: {
          type: 'string',
          title: 'Resolution',
          enum: ['480p', '720p'],
          default: '480p',
          'x-order': 2,
        },
        aspect_ratio: {
          type: 'string',
          title: 'Aspect ratio',
          enum: ['16:9', '1:1', '9:16'],
          default: '16:9',
          'x-order': 3,
        },
        camera_fixed: { type: 'boolean', title: 'Fixed camera', default: false, 'x-order': 4 },
        seed: { type: 'integer', title: 'Seed', minimum: 0, 'x-order': 5 },
      },
    },
    Output: { type: 'string', title: 'Output', format: 'uri' },
  },
  run: ({ input, seed, publish }) => {
    const scene = { prompt: String(input['prompt']), seed, ...pixelsOf(input) }
    const seconds = Number(input['duration'] ?? 5)
    return { kind: 'output', output: publish('film.webm', 'video/webm', () => encodeWebm(scene, seconds)) }
  },
}

const SECONDS = 3

/** Files recognised by their names alone, one of them an ordered list; priced by resolution. */
export const imageToVideo: EmulatedModel = {
  id: 'kling/image-to-video',
  name: 'Image to video',
  category: 'image-to-video',
  shortDescription: 'A film between two pictures, after reference pictures in order.',
  inputModalities: ['text', 'image'],
  outputModalities: ['video'],
  capabilities: ['image-to-video'],
  pricingMode: 'resolution_tiered',
  rateCard: {
    pricingMode: 'resolution_tiered',
    tiers: [
      { resolution: '480p', price: '0.10000000' },
      { resolution: '720p', price: '0.20000000' },
      { resolution: '1080p', price: '0.45000000' },
    ],
  },
  averageCost: '0.20000000',
  queueMs: 400,
  runMs: 3000,
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['image', 'prompt'],
      properties: {
        image: { type: 'string', title: 'First image', 'x-order': 0 },
        end_image: { title: 'Last image', anyOf: [{ type: 'string' }, { type: 'null' }], 'x-order': 1 },
        reference_images: {
          type: 'array',
          title: 'Reference images',
          description: 'The first counts most.',
          items: { type: 'string' },
          minItems: 1,
          maxItems: 4,
          'x-order': 2,
        },
        prompt: { type: 'string', title: 'Prompt', minLength: 1, 'x-order': 3 },
        resolution: { allOf: [{ $ref: '#/components/schemas/Resolution' }], default: '480p', 'x-order': 4 },
      },
    },
    Resolution: { type: 'string', title: 'Resolution', enum: ['480p', '720p', '1080p'] },
    Output: {
      type: 'object',
      title: 'Output',
      properties: { video: { type: 'object', properties: { url: { type: 'string', format: 'uri' } } } },
    },
  },
  run: ({ input, seed, publish }) => {
    // The order of the references matters, so it is part of what the film is drawn from.
    const files = JSON.stringify([input['image'], input['end_image'], input['reference_images']])
    const scene = { prompt: `${String(input['prompt'])} ${files}`, seed, ...pixelsOf(input) }
    const url = publish('film.webm', 'video/webm', () => encodeWebm(scene, SECONDS))
    return { kind: 'output', output: { video: { url, content_type: 'video/webm', duration: SECONDS } } }
  },
}
