import { joinBytes } from './join-bytes.js'
import { inflate } from './inflate.js'

export interface Pixels {
  rgb: Uint8Array
  width: number
  height: number
}

const MAX_PIXELS = 16_000_000
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 4: 2, 6: 4 }

/** Whether it is a PNG of eight bits without interlace (what screenshots and this emulator are). */
export function isPlainPng(bytes: Uint8Array): boolean {
  return headOf(bytes) !== undefined
}

/** The pixels of a plain PNG; undefined for any other file. */
export async function decodePng(bytes: Uint8Array): Promise<Pixels | undefined> {
  const head = headOf(bytes)
  if (!head) return undefined
  const { view, width, height, channels } = head
  const data: Uint8Array[] = []
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    if (view.getUint32(at + 4) === 0x49444154) data.push(bytes.subarray(at + 8, at + 8 + view.getUint32(at)))
  }
  try {
    const raw = unfilter(await inflate(joinBytes(data)), width * channels, height, channels)
    return { rgb: toRgb(raw, width * height, channels), width, height }
  } catch {
    // A broken file is as good as none.
    return undefined
  }
}

function headOf(
  bytes: Uint8Array,
): { view: DataView; width: number; height: number; channels: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 33 || view.getUint32(0) !== 0x89504e47) return undefined
  const width = view.getUint32(16)
  const height = view.getUint32(20)
  const [depth, colorType = -1, , , interlace] = bytes.subarray(24, 29)
  const channels = CHANNELS[colorType]
  if (depth !== 8 || channels === undefined || interlace !== 0) return undefined
  return width * height > MAX_PIXELS ? undefined : { view, width, height, channels }
}

function unfilter(filtered: Uint8Array, stride: number, height: number, channels: number): Uint8Array {
  const raw = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (stride + 1)] ?? 0
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x >= channels ? (raw[at - channels] ?? 0) : 0
      const up = y > 0 ? (raw[at - stride] ?? 0) : 0
      const corner = x >= channels && y > 0 ? (raw[at - stride - channels] ?? 0) : 0
      raw[at] = (filtered[y * (stride + 1) + 1 + x] ?? 0) + predict(filter, left, up, corner)
    }
  }
  return raw
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  if (filter !== 4) return 0
  const guess = left + up - corner
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

function toRgb(raw: Uint8Array, pixels: number, channels: number): Uint8Array {
  if (channels === 3) return raw
  const rgb = new Uint8Array(pixels * 3)
  const isGrey = channels < 3
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      rgb[pixel * 3 + channel] = raw[pixel * channels + (isGrey ? 0 : channel)] ?? 0
    }
  }
  return rgb
}
