import { isPlainPng, decodePng } from '../../media/decode-png.js'
import { encodePng } from '../../media/encode-png.js'
import { enlarge } from '../../media/enlarge.js'
import type { EmulatedModel } from '../emulated-model.js'

/** A picture twice or four times as large; priced by steps of megapixels. */
export const upscale: EmulatedModel = {
  id: 'topaz/upscale',
  name: 'Upscale',
  category: 'image-to-image',
  shortDescription: 'A picture, two or four times as large.',
  inputModalities: ['image'],
  outputModalities: ['image'],
  capabilities: ['image-to-image', 'upscaling'],
  pricingMode: 'megapixel_tiered',
  rateCard: {
    pricingMode: 'megapixel_tiered',
    tiers: [
      { upToMegapixels: 4, price: '0.02000000' },
      { upToMegapixels: 16, price: '0.05000000' },
      { price: '0.12000000' },
    ],
  },
  averageCost: '0.02000000',
  schemas: {
    Input: {
      type: 'object',
      title: 'Input',
      required: ['image_url'],
      properties: {
        image_url: { type: 'string', title: 'Image', 'x-order': 0 },
        scale: { type: 'integer', title: 'Scale', enum: [2, 4], default: 2, 'x-order': 1 },
      },
    },
    Output: { type: 'string', title: 'Output', format: 'uri' },
  },
  run: ({ input, publish, find }) => {
    const source = find(String(input['image_url']))
    if (!source || source.contentType !== 'image/png' || (source.bytes && !isPlainPng(source.bytes))) {
      return {
        kind: 'failed',
        error: 'The image could not be read: only PNG files that lie on the emulator can be enlarged.',
      }
    }
    const large = async (): Promise<Uint8Array> => {
      const bytes = await source.load()
      const pixels = await decodePng(bytes)
      if (!pixels) return bytes
      const { rgb, width, height } = enlarge(pixels, Number(input['scale'] ?? 2))
      return encodePng(rgb, width, height)
    }
    return { kind: 'output', output: publish('large.png', 'image/png', large) }
  },
}
