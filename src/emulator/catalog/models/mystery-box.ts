import { hashText } from '../../hash-text.js'
import type { EmulatedModel } from '../emulated-model.js'

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
