import { buildGlb } from '../../media/build-glb.js'
import type { EmulatedModel } from '../emulated-model.js'
import { hashText } from '../../random.js'

/** A 3D model. */
export const textTo3d: EmulatedModel = {
  id: 'tencent/hunyuan3d-2',
  name: 'Hunyuan3D 2',
  category: 'text-to-3d',
  shortDescription: 'A shape you can turn around.',
  inputModalities: ['text', 'image'],
  outputModalities: ['3d'],
  capabilities: ['text-to-3d'],
  pricingMode: 'per_output',
  rateCard: { pricingMode: 'per_output', pricePerOutput: '0.15000000' },
  averageCost: '0.15000000',
  runMs: 2500,
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['prompt'],
      properties: {
        prompt: { type: 'string', title: 'Prompt', 'x-order': 0 },
        seed: { type: 'integer', title: 'Seed', minimum: 0, 'x-order': 1 },
      },
    },
    Output: {
      type: 'object',
      title: 'Output',
      properties: { model_mesh: { type: 'object', properties: { url: { type: 'string', format: 'uri' } } } },
    },
  },
  run: ({ input, seed, publish }) => {
    const bytes = (): Uint8Array => buildGlb(String(input['prompt']), seed)
    const url = publish('shape.glb', 'model/gltf-binary', bytes)
    return { kind: 'output', output: { model_mesh: { url, content_type: 'model/gltf-binary' } } }
  },
}

/** A model that publishes no schema: any input goes, any output comes. */
export const mysteryBox: EmulatedModel = {
  id: 'community/mystery-box',
  name: 'Mystery box',
  category: 'other',
  shortDescription: 'Publishes no schema. Takes any JSON and says what it saw.',
  inputModalities: ['json'],
  outputModalities: ['json'],
  capabilities: [],
  pricingMode: 'per_output',
  rateCard: { pricingMode: 'per_output', pricePerOutput: '0.00050000' },
  averageCost: '0.00050000',
  runMs: 600,
  run: ({ input }) => ({
    kind: 'output',
    output: {
      fields: Object.keys(input).sort(),
      fingerprint: hashText(JSON.stringify(input)).toString(16),
      received: input,
    },
  }),
}
