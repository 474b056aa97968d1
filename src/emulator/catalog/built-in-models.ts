import type { EmulatedModel } from './emulated-model.js'
import { sdxlLightning } from './models/sdxl-lightning.js'
import { testEndpoints } from './models/test-endpoints.js'

export const builtInModels: readonly EmulatedModel[] = [sdxlLightning, ...testEndpoints]
