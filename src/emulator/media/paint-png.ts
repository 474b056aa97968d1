import { encodePng } from './encode-png.js'
import { paintScene } from './paint-scene.js'
import type { Scene } from './scene.js'

/** A picture of a scene, as PNG bytes. */
export function paintPng(scene: Scene): Promise<Uint8Array> {
  return encodePng(paintScene(scene), scene.width, scene.height)
}
