import { composeWav } from '../../media/compose-wav.js'
import type { EmulatedModel } from '../emulated-model.js'

/** Music from a prompt, a bare URL; priced by the second of music. */
export const melody: EmulatedModel = {
  id: 'meta/musicgen',
  name: 'MusicGen',
  category: 'text-to-audio',
  shortDescription: 'A small tune from a mood.',
  inputModalities: ['text'],
  outputModalities: ['audio'],
  capabilities: ['text-to-audio', 'music'],
  pricingMode: 'per_output_second',
  rateCard: { pricingMode: 'per_output_second', pricePerOutputSecond: '0.00200000' },
  averageCost: '0.01600000',
  units: (input) => Number(input['duration'] ?? 8),
  runMs: 1800,
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['prompt'],
      properties: {
        prompt: {
          type: 'string',
          title: 'Prompt',
          description: 'A mood, a place, an instrument.',
          'x-order': 0,
        },
        duration: {
          type: 'number',
          title: 'Duration',
          description: 'Seconds.',
          minimum: 1,
          maximum: 30,
          default: 8,
          'x-order': 1,
        },
        seed: { type: 'integer', title: 'Seed', minimum: 0, 'x-order': 2 },
      },
    },
    Output: { type: 'string', title: 'Output', format: 'uri' },
  },
  run: ({ input, seed, publish }) => {
    const seconds = Number(input['duration'] ?? 8)
    const output = publish('tune.wav', 'audio/wav', () => composeWav(String(input['prompt']), seed, seconds))
    return { kind: 'output', output }
  },
}
