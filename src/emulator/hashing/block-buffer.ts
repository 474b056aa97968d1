/** Feeds a hash in blocks of 64 bytes: what SHA-256 and MD5 have in common. */
export class BlockBuffer {
  #block = new Uint8Array(64)
  #used = 0
  /** Bytes fed so far. */
  length = 0

  feed(bytes: Uint8Array, digestBlock: (bytes: Uint8Array, at: number) => void): void {
    this.length += bytes.length
    let at = 0
    if (this.#used > 0) {
      at = Math.min(64 - this.#used, bytes.length)
      this.#block.set(bytes.subarray(0, at), this.#used)
      this.#used += at
      if (this.#used < 64) return
      digestBlock(this.#block, 0)
      this.#used = 0
    }
    for (; at + 64 <= bytes.length; at += 64) digestBlock(bytes, at)
    this.#block.set(bytes.subarray(at))
    this.#used = bytes.length - at
  }

  /** The closing bytes: a one bit, zeros, the length in bits. */
  padding(isBigEndian: boolean): Uint8Array {
    const padding = new Uint8Array((this.#used < 56 ? 64 : 128) - this.#used)
    padding[0] = 0x80
    const view = new DataView(padding.buffer)
    const high = Math.floor(this.length / 0x20000000)
    const low = (this.length << 3) >>> 0
    const at = padding.length - 8
    view.setUint32(at, isBigEndian ? high : low, !isBigEndian)
    view.setUint32(at + 4, isBigEndian ? low : high, !isBigEndian)
    return padding
  }

  copy(): BlockBuffer {
    const copy = new BlockBuffer()
    copy.#block = this.#block.slice()
    copy.#used = this.#used
    copy.length = this.length
    return copy
  }
}
