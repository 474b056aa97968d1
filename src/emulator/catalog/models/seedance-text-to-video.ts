import { filmWebm } from '../../media/film-webm.js'
import { pixelsOf } from '../pixels-of.js'
import type { EmulatedModel } from '../emulated-model.js'

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
    return { kind: 'output', output: publish('film.webm', 'video/webm', () => filmWebm(scene, seconds)) }
  },
}
