import type { EmulatedModel } from './emulated-model.js'
import { brandImage } from './models/brand-image.js'
import { describeImage } from './models/describe-image.js'
import { fluxSchnell } from './models/flux-schnell.js'
import { imageToVideo } from './models/image-to-video.js'
import { llamaInstruct } from './models/llama-instruct.js'
import { melody } from './models/melody.js'
import { mysteryBox } from './models/mystery-box.js'
import { portraitStudio } from './models/portrait-studio.js'
import { restyle } from './models/restyle.js'
import { sdxlLightning } from './models/sdxl-lightning.js'
import { seedanceTextToVideo } from './models/seedance-text-to-video.js'
import { speech } from './models/speech.js'
import { testEndpoints } from './models/test-endpoints.js'
import { textTo3d } from './models/text-to-3d.js'
import { upscale } from './models/upscale.js'

/** Every variety of input, output and price that occurs, and the test endpoints. */
export const builtInModels: readonly EmulatedModel[] = [
  sdxlLightning,
  fluxSchnell,
  seedanceTextToVideo,
  imageToVideo,
  melody,
  speech,
  llamaInstruct,
  restyle,
  upscale,
  describeImage,
  textTo3d,
  portraitStudio,
  brandImage,
  mysteryBox,
  ...testEndpoints,
]
