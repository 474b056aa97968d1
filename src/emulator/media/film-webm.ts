import { muxWebm } from './mux-webm.js'
import { paintScene } from './paint-scene.js'
import type { Scene } from './scene.js'
import { encodeFrame } from './vp8/encode-frame.js'

const FRAMES_PER_SECOND = 8

/** A film of a scene: WebM with VP8, which every browser plays. Gives way between frames, so that a server goes on answering. */
export async function filmWebm(scene: Scene, seconds: number): Promise<Uint8Array> {
  const { width, height } = scene
  const count = Math.max(1, Math.round(seconds * FRAMES_PER_SECOND))
  const frames: Uint8Array[] = []
  for (let frame = 0; frame < count; frame++) {
    frames.push(encodeFrame(paintScene(scene, frame / count), width, height))
    await giveWay()
  }
  return muxWebm(frames, { width, height, framesPerSecond: FRAMES_PER_SECOND })
}

/** By a message, not a timer: a test's fake timers would never come back. */
function giveWay(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
