import { crc32 } from './crc32.js'
import { deflate } from './deflate.js'
import { joinBytes } from './join-bytes.js'

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
