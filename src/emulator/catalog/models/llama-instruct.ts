import { writeProse } from '../../media/write-prose.js'
import type { EmulatedModel } from '../emulated-model.js'

/** Plain text; priced by the token. */
export const llamaInstruct: EmulatedModel = {
  id: 'meta/llama-4-instruct',
  name: 'Llama 4 Instruct',
  category: 'text-generation',
  shortDescription: 'An answer in plain words.',
  inputModalities: ['text'],
  outputModalities: ['text'],
  capabilities: ['text-generation', 'chat'],
  featured: true,
  pricingMode: 'per_token',
  rateCard: { pricingMode: 'per_token', pricePerToken: '0.00000060' },
  averageCost: '0.00015000',
  units: (input) => Number(input['max_tokens'] ?? 256),
  runMs: 900,
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['prompt'],
      properties: {
        prompt: { type: 'string', title: 'Prompt', minLength: 1, 'x-order': 0 },
        system_prompt: {
          type: 'string',
          title: 'System prompt',
          default: 'You are a helpful assistant.',
          maxLength: 4000,
          'x-order': 1,
        },
        max_tokens: {
          type: 'integer',
          title: 'Max tokens',
          minimum: 1,
          maximum: 4096,
          default: 256,
          'x-order': 2,
        },
        temperature: {
          type: 'number',
          title: 'Temperature',
          minimum: 0,
          maximum: 2,
          default: 0.7,
          'x-order': 3,
        },
        stop_sequences: {
          type: 'array',
          title: 'Stop sequences',
          items: { type: 'string', minLength: 1 },
          maxItems: 4,
          default: [],
          'x-order': 4,
        },
      },
    },
    Output: { type: 'string', title: 'Output' },
  },
  run: ({ input, seed }) => {
    const maxWords = Math.floor(Number(input['max_tokens'] ?? 256) * 0.75)
    const text = writeProse(String(input['prompt']), seed, maxWords)
    const stops = Array.isArray(input['stop_sequences']) ? input['stop_sequences'].map(String) : []
    const cuts = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0)
    const output = text.slice(0, Math.min(text.length, ...cuts))
    return { kind: 'output', output, units: Math.ceil(output.split(/\s+/).length / 0.75) }
  },
}
