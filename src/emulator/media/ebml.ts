import { joinBytes } from './join-bytes.js'

/** An element of Matroska: id, size in eight bytes, content. */
export function element(id: number, ...content: readonly Uint8Array[]): Uint8Array {
  const size = content.reduce((sum, part) => sum + part.length, 0)
  const idBytes = unsigned(id)
  const length = new Uint8Array(8)
  new DataView(length.buffer).setBigUint64(0, BigInt(size) | 0x0100_0000_0000_0000n)
  return joinBytes([idBytes, length, ...content])
}

/** A whole number in as few bytes as it needs, or in `bytes`. */
export function unsigned(
  value: number,
  bytes = Math.max(1, Math.ceil(value.toString(16).length / 2)),
): Uint8Array {
  const out = new Uint8Array(bytes)
  for (let index = bytes - 1, rest = value; index >= 0; index--, rest = Math.floor(rest / 256))
    out[index] = rest % 256
  return out
}

export function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function float(value: number): Uint8Array {
  const out = new Uint8Array(8)
  new DataView(out.buffer).setFloat64(0, value)
  return out
}
