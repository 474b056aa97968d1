import { paintPng } from '../../media/paint-png.js'
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
