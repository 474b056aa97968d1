import { paintPng } from '../../media/paint-png.js'
import type { EmulatedModel } from '../emulated-model.js'

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
