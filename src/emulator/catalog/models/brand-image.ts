import type { EmulatedModel } from '../emulated-model.js'
import { sdxlLightning } from './sdxl-lightning.js'

/** A wrapper: another model with a fixed style around the prompt. */
export const brandImage: EmulatedModel = {
  ...sdxlLightning,
  id: 'acme/brand-image',
  name: 'Brand image',
  shortDescription: 'A wrapper around SDXL Lightning with the colours of a brand.',
  capabilities: ['text-to-image', 'wrapper'],
  featured: false,
  targetKind: 'wrapper',
  wrapperId: 'wrp_brand_image',
  baseModelEndpoint: sdxlLightning.id,
  run: (call) =>
    sdxlLightning.run({ ...call, input: { ...call.input, prompt: `${String(call.input['prompt'])}, teal` } }),
}
