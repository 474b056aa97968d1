import { isPlainPng } from '../../media/decode-png.js'
import { paintPng } from '../../media/paint-png.js'
import { restylePicture } from '../../media/restyle-picture.js'
import type { EmulatedModel } from '../emulated-model.js'
import type { RunCall } from '../run.js'

/** A picture made from an uploaded one. */
export const restyle: EmulatedModel = {
  id: 'recraft/restyle',
  name: 'Restyle',
  category: 'image-to-image',
  shortDescription: 'Your picture in the colours of a prompt.',
  inputModalities: ['text', 'image'],
  outputModalities: ['image'],
  capabilities: ['image-to-image'],
  pricingMode: 'per_output',
  rateCard: { pricingMode: 'per_output', pricePerOutput: '0.04000000' },
  averageCost: '0.04000000',
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['image', 'prompt'],
      properties: {
        image: { type: 'string', format: 'uri', title: 'Image', 'x-order': 0 },
        prompt: { type: 'string', title: 'Prompt', minLength: 1, 'x-order': 1 },
        strength: {
          type: 'number',
          title: 'Strength',
          description: '0 keeps the picture, 1 takes only its shapes.',
          minimum: 0,
          maximum: 1,
          default: 0.8,
          'x-order': 2,
        },
        seed: { type: 'integer', title: 'Seed', minimum: 0, 'x-order': 3 },
      },
    },
    Output: { type: 'array', title: 'Output', items: { type: 'string', format: 'uri' } },
  },
  run: (call) => ({ kind: 'output', output: [restyled(call, String(call.input['image']))] }),
}

function restyled({ input, seed, publish, find }: RunCall, url: string): string {
  const style = { prompt: String(input['prompt']), seed, strength: Number(input['strength'] ?? 0.8) }
  const source = find(url)
  if (!source) {
    // A picture from elsewhere: nothing here fetches from the network, so it is drawn after its address.
    const scene = { prompt: `${style.prompt} ${url}`, seed, width: 1024, height: 1024 }
    return publish('restyled.png', 'image/png', () => paintPng(scene))
  }
  const { contentType } = source
  // What is not at hand is a picture of the emulator's own, and those are plain.
  const isPng = source.bytes ? isPlainPng(source.bytes) : contentType === 'image/png'
  const [name, type] = isPng ? ['restyled.png', 'image/png'] : ['restyled.svg', 'image/svg+xml']
  return publish(name, type, async () => restylePicture({ bytes: await source.load(), contentType }, style))
}
