import { joinBytes } from './bytes.js'

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

/** CRC-32 as PNG chunks carry it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** A zlib stream of the bytes, with what both Node and browsers have. */
async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const transform = new CompressionStream('deflate')
  const writer = transform.writable.getWriter()
  // A failure shows in the reader below too.
  writer
    .write(bytes as Uint8Array<ArrayBuffer>)
    .then(() => writer.close())
    .catch(() => undefined)
  const readable = transform.readable as ReadableStream<Uint8Array<ArrayBuffer>>
  return new Uint8Array(await new Response(readable).arrayBuffer())
}

/** The bytes of a zlib stream. */
async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  const transform = new DecompressionStream('deflate')
  const writer = transform.writable.getWriter()
  // A failure shows in the reader below too.
  writer
    .write(bytes as Uint8Array<ArrayBuffer>)
    .then(() => writer.close())
    .catch(() => undefined)
  const readable = transform.readable as ReadableStream<Uint8Array<ArrayBuffer>>
  return new Uint8Array(await new Response(readable).arrayBuffer())
}

/** RGB bytes, row by row, as a PNG. Rows are filtered against the one above, which suits gradients. */
export async function encodePng(rgb: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  const stride = width * 3
  const filtered = new Uint8Array((stride + 1) * height)
  for (let y = 0; y < height; y++) {
    const target = y * (stride + 1)
    filtered[target] = 2
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      filtered[target + 1 + x] = (rgb[at] ?? 0) - (y > 0 ? (rgb[at - stride] ?? 0) : 0)
    }
  }
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, 2, 0, 0, 0], 8)
  const chunks = [
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', await deflate(filtered)),
    chunk('IEND', new Uint8Array()),
  ]
  return joinBytes(chunks)
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  for (let index = 0; index < 4; index++) bytes[4 + index] = type.charCodeAt(index)
  bytes.set(data, 8)
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)))
  return bytes
}

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
