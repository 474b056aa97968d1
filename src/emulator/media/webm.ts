import { joinBytes } from './bytes.js'
import { paintScene, type Scene } from './paint-scene.js'
import { encodeFrame } from './vp8/encode-frame.js'

/** An element of Matroska: id, size in eight bytes, content. */
function element(id: number, ...content: readonly Uint8Array[]): Uint8Array {
  const size = content.reduce((sum, part) => sum + part.length, 0)
  const idBytes = unsigned(id)
  const length = new Uint8Array(8)
  new DataView(length.buffer).setBigUint64(0, BigInt(size) | 0x0100_0000_0000_0000n)
  return joinBytes([idBytes, length, ...content])
}

/** A whole number in as few bytes as it needs, or in `bytes`. */
function unsigned(value: number, bytes = Math.max(1, Math.ceil(value.toString(16).length / 2))): Uint8Array {
  const out = new Uint8Array(bytes)
  for (let index = bytes - 1, rest = value; index >= 0; index--, rest = Math.floor(rest / 256))
    out[index] = rest % 256
  return out
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function float(value: number): Uint8Array {
  const out = new Uint8Array(8)
  new DataView(out.buffer).setFloat64(0, value)
  return out
}

const CLUSTER_MS = 1000

/** VP8 key frames as a WebM film with an index, so that a player can seek. */
function muxWebm(
  frames: readonly Uint8Array[],
  { width, height, framesPerSecond }: { width: number; height: number; framesPerSecond: number },
): Uint8Array {
  const timeOf = (frame: number): number => Math.round((frame * 1000) / framesPerSecond)
  const header = element(
    0x1a45dfa3,
    element(0x4286, unsigned(1)),
    element(0x42f7, unsigned(1)),
    element(0x42f2, unsigned(4)),
    element(0x42f3, unsigned(8)),
    element(0x4282, ascii('webm')),
    element(0x4287, unsigned(2)),
    element(0x4285, unsigned(2)),
  )
  const info = element(
    0x1549a966,
    element(0x2ad7b1, unsigned(1_000_000)),
    element(0x4489, float(timeOf(frames.length))),
    element(0x4d80, ascii('modelrunner-emulator')),
    element(0x5741, ascii('modelrunner-emulator')),
  )
  const track = element(
    0xae,
    element(0xd7, unsigned(1)),
    element(0x73c5, unsigned(1)),
    element(0x9c, unsigned(0)),
    element(0x83, unsigned(1)),
    element(0x86, ascii('V_VP8')),
    element(0xe0, element(0xb0, unsigned(width)), element(0xba, unsigned(height))),
  )
  const tracks = element(0x1654ae6b, track)
  const clusters = clustersOf(frames, timeOf)
  const before = info.length + tracks.length
  const cuesLength = cues(clusters, 0).length
  const index = cues(clusters, before + cuesLength)
  const bodies = clusters.map((cluster) => cluster.bytes)
  return joinBytes([header, element(0x18538067, info, tracks, index, ...bodies)])
}

interface Cluster {
  time: number
  bytes: Uint8Array
}

function clustersOf(frames: readonly Uint8Array[], timeOf: (frame: number) => number): Cluster[] {
  const groups = new Map<number, Uint8Array[]>()
  frames.forEach((frame, index) => {
    const time = timeOf(index)
    const start = Math.floor(time / CLUSTER_MS) * CLUSTER_MS
    const block = element(0xa3, Uint8Array.of(0x81), unsigned(time - start, 2), Uint8Array.of(0x80), frame)
    groups.set(start, [...(groups.get(start) ?? []), block])
  })
  return [...groups].map(([time, blocks]) => ({
    time,
    bytes: element(0x1f43b675, element(0xe7, unsigned(time)), ...blocks),
  }))
}

function cues(clusters: readonly Cluster[], firstAt: number): Uint8Array {
  let at = firstAt
  const points = clusters.map(({ time, bytes }) => {
    const position = element(0xb7, element(0xf7, unsigned(1)), element(0xf1, unsigned(at, 4)))
    at += bytes.length
    return element(0xbb, element(0xb3, unsigned(time)), position)
  })
  return element(0x1c53bb6b, ...points)
}

const FRAMES_PER_SECOND = 8

/** A film of a scene: WebM with VP8, which every browser plays. Gives way between frames, so that a server goes on answering. */
export async function encodeWebm(scene: Scene, seconds: number): Promise<Uint8Array> {
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
