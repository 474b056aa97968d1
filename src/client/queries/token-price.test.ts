// @vitest-environment node
import { expect, it, onTestFinished } from 'vitest'
import { createEmulator } from '../../emulator/index.js'
import { llamaInstruct } from '../../emulator/catalog/models/chat-models.js'
import type { RateCard } from '../../protocol/billing.js'
import { estimatePrice } from './estimate-price.js'

const CARD: RateCard = {
  pricingMode: 'per_token',
  inputPricePerMillionTokens: '0.60',
  cachedInputPricePerMillionTokens: '0.10',
  outputPricePerMillionTokens: '1.20',
}
const estimate = (input: Record<string, unknown>, rateCard: RateCard = CARD) =>
  estimatePrice({ endpoint: 'meta/llama', rateCard, averageCost: '0.000150' }, input)
const ask = (content: unknown) => ({ messages: [{ role: 'user', content }] })

it('says what an answer costs at least, exactly on decimal strings', () => {
  // 60 characters are at least 10 tokens: 10 × 0.60 / 1 M, and one token of an answer.
  expect(estimate(ask('x'.repeat(60)))).toEqual({
    amount: '0.0000072',
    unit: 'token',
    isExact: false,
    isFrom: true,
  })
})

it('counts text in parts, in other fields and in tools, and no images', () => {
  const amount = (input: Record<string, unknown>) => Number(estimate(input).amount)
  const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(5000)}` } }
  const text = { type: 'text', text: 'x'.repeat(60) }
  expect(amount(ask([text, image]))).toBe(0.0000072)
  expect(amount({ prompt: 'x'.repeat(60) })).toBe(0.0000072)
  expect(amount({ prompt: 'x'.repeat(60), system: 'y'.repeat(60) })).toBe(0.0000132)
  const tools = [{ type: 'function', function: { name: 'a', description: 'y'.repeat(60) } }]
  expect(amount({ ...ask('x'.repeat(60)), tools })).toBeGreaterThan(0.0000132)
  expect(amount(ask([{ type: 'image_url', image_url: { url: new Blob(['x']) } }, text]))).toBe(0.0000072)
})

it('says the average of all answers where there is no text yet, or the card has no prices', () => {
  const average = { amount: '0.00015', unit: 'token', isExact: false }
  expect(estimate({})).toEqual(average)
  expect(estimate(ask([]))).toEqual(average)
  expect(estimate(ask('Hello'), { pricingMode: 'per_token' })).toEqual(average)
})

it('reads a card by what its fields mean: the docs do not say how they are called', () => {
  const other = {
    pricingMode: 'per_token',
    prompt_cache_price_1m: '9',
    prompt_price_1m: 0.6,
    completion_price_1m: 1.2,
  }
  expect(estimate(ask('x'.repeat(60)), other as RateCard).amount).toBe('0.0000072')
})

it('never says more than what is billed', async () => {
  const emulator = createEmulator()
  emulator.set({ firstTokenMs: 0, tokenMs: 0 })
  onTestFinished(() => emulator.dispose())
  const { rateCard } = llamaInstruct
  const prompts = [
    'Hi',
    'Why is the sky blue?',
    'Write a haiku about internationalization.',
    '為什麼天空是藍色的',
    'a'.repeat(400),
  ]
  for (const prompt of prompts) {
    const before = Number(emulator.billed().total)
    await emulator.fetch(
      new Request(`${emulator.hosts.queue}/${llamaInstruct.id}/chat/completions`, {
        method: 'POST',
        headers: { authorization: 'Key test', 'content-type': 'application/json' },
        body: JSON.stringify(ask(prompt)),
      }),
    )
    const billed = Number(emulator.billed().total) - before
    const { amount } = estimatePrice({ endpoint: llamaInstruct.id, rateCard }, ask(prompt))
    expect(Number(amount), prompt).toBeGreaterThan(0)
    expect(Number(amount), prompt).toBeLessThanOrEqual(billed)
  }
})
