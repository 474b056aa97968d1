import type { EmulatedModel } from './emulated-model.js'
import { brandImage, fluxSchnell, sdxlLightning } from './models/image-models.js'
import { describeImage, portraitStudio, restyle, upscale } from './models/image-editing-models.js'
import { imageToVideo, seedanceTextToVideo } from './models/video-models.js'
import { llamaInstruct, qwenThinking } from './models/chat-models.js'
import { melody, speech } from './models/audio-models.js'
import { mysteryBox, textTo3d } from './models/other-models.js'
import { testEndpoints } from './models/test-endpoints.js'

/** Every variety of input, output and price that occurs, and the test endpoints. */
export const builtInModels: readonly EmulatedModel[] = [
  sdxlLightning,
  fluxSchnell,
  seedanceTextToVideo,
  imageToVideo,
  melody,
  speech,
  llamaInstruct,
  qwenThinking,
  restyle,
  upscale,
  describeImage,
  textTo3d,
  portraitStudio,
  brandImage,
  mysteryBox,
  ...testEndpoints,
]
