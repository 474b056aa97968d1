import { filmWebm } from '../../media/film-webm.js'
import { pixelsOf } from '../pixels-of.js'
import type { EmulatedModel } from '../emulated-model.js'

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
    const url = publish('film.webm', 'video/webm', () => filmWebm(scene, SECONDS))
    return { kind: 'output', output: { video: { url, content_type: 'video/webm', duration: SECONDS } } }
  },
}
