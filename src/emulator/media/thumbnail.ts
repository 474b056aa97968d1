import { paintPng } from './paint-png.js'
import type { MediaObject } from './media-object.js'

const SIDE = 480
const PREFIX = 'thumbnails/'

/** Where the picture of a model of the catalog lies. */
export function thumbnailKey(endpoint: string): string {
  return `${PREFIX}${endpoint}.png`
}

/** The picture of a model, drawn after its name; undefined for a key that is no thumbnail's. */
export function thumbnail(key: string): MediaObject | undefined {
  if (!key.startsWith(PREFIX)) return undefined
  const scene = { prompt: key, seed: 7, width: SIDE, height: (SIDE * 3) / 4 }
  return { key, contentType: 'image/png', bytes: () => paintPng(scene) }
}
