import { hashText } from '../../hash-text.js'
import { createRandom } from '../../random.js'
import type { EmulatedModel } from '../emulated-model.js'

const LABELS = ['mountain', 'water', 'sky', 'portrait', 'animal', 'building', 'text', 'food']

/** JSON from a picture. */
export const describeImage: EmulatedModel = {
  id: 'openai/describe-image',
  name: 'Describe image',
  category: 'image-to-text',
  shortDescription: 'Labels with scores, as JSON.',
  inputModalities: ['image'],
  outputModalities: ['json'],
  capabilities: ['image-to-text', 'classification'],
  pricingMode: 'per_output',
  rateCard: { pricingMode: 'per_output', pricePerOutput: '0.00100000' },
  averageCost: '0.00100000',
  runMs: 700,
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['image_url'],
      properties: {
        image_url: { type: 'string', format: 'uri', title: 'Image', 'x-order': 0 },
        max_labels: { type: 'integer', title: 'Labels', minimum: 1, maximum: 8, default: 4, 'x-order': 1 },
        options: {
          type: 'object',
          title: 'Options',
          properties: {
            language: { type: 'string', title: 'Language', enum: ['en', 'de', 'ja'], default: 'en' },
            with_boxes: { type: 'boolean', title: 'Boxes', default: false },
          },
          'x-order': 2,
        },
      },
    },
    Output: {
      type: 'object',
      title: 'Output',
      properties: {
        caption: { type: 'string' },
        labels: {
          type: 'array',
          items: {
            type: 'object',
            properties: { label: { type: 'string' }, score: { type: 'number' } },
          },
        },
      },
    },
  },
  run: ({ input, find }) => {
    const url = String(input['image_url'])
    const bytes = find(url)?.bytes
    const random = createRandom(hashText(bytes ? bytes.subarray(0, 4096).join() : url))
    const labels = LABELS.map((label) => ({ label, score: Math.round(random() * 1000) / 1000 }))
      .sort((a, b) => b.score - a.score)
      .slice(0, Number(input['max_labels'] ?? 4))
    const caption = `A picture of ${labels.map(({ label }) => label).join(', ')}`
    return { kind: 'output', output: { caption, labels, bytes: bytes?.length ?? null } }
  },
}
