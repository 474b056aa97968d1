import type { EmulatedModel } from '../emulated-model.js'

/** A language model: not on the queue, priced by the token. */
export const llamaInstruct: EmulatedModel = {
  id: 'meta/llama-4-instruct',
  name: 'Llama 4 Instruct',
  category: 'text-to-text',
  shortDescription: 'Answers questions, writes and edits text, reads images.',
  inputModalities: ['text', 'image'],
  outputModalities: ['text'],
  capabilities: ['chat', 'vision', 'tools', 'json'],
  featured: true,
  pricingMode: 'per_token',
  rateCard: {
    pricingMode: 'per_token',
    inputPricePerMillionTokens: '0.15',
    cachedInputPricePerMillionTokens: '0.04',
    outputPricePerMillionTokens: '0.60',
  },
  averageCost: '0.000150',
  run: notOnTheQueue,
}

/** Thinks before it answers. */
export const qwenThinking: EmulatedModel = {
  id: 'qwen/qwen-3-thinking',
  name: 'Qwen 3 Thinking',
  category: 'text-to-text',
  shortDescription: 'Thinks first, then answers.',
  inputModalities: ['text'],
  outputModalities: ['text'],
  capabilities: ['chat', 'reasoning', 'tools'],
  pricingMode: 'per_token',
  rateCard: {
    pricingMode: 'per_token',
    inputPricePerMillionTokens: '0.40',
    cachedInputPricePerMillionTokens: '0.10',
    outputPricePerMillionTokens: '1.20',
  },
  averageCost: '0.000600',
  chat: { reasoning: 'always' },
  run: notOnTheQueue,
}

function notOnTheQueue(): never {
  throw new Error('A language model does not run on the queue.')
}
