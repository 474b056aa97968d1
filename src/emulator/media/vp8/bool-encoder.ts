/** The arithmetic coder of VP8 (RFC 6386 §7): writes bits, each with the probability (1–255 of 256) that it is 0. */
export class BoolEncoder {
  readonly #bytes: number[] = []
  #low = 0
  #range = 255
  #bitsLeft = 24

  write(bit: boolean | number, probability: number): void {
    const split = 1 + (((this.#range - 1) * probability) >> 8)
    if (bit) {
      this.#low = (this.#low + split) % 0x1_0000_0000
      if (this.#low < split) this.#carry()
      this.#range -= split
    } else {
      this.#range = split
    }
    while (this.#range < 128) {
      this.#range <<= 1
      if (this.#low >= 0x8000_0000) this.#carry()
      this.#low = (this.#low * 2) % 0x1_0000_0000
      this.#bitsLeft -= 1
      if (this.#bitsLeft === 0) {
        this.#bytes.push(Math.floor(this.#low / 0x100_0000))
        this.#low %= 0x100_0000
        this.#bitsLeft = 8
      }
    }
  }

  /** A number of so many bits, the highest first, each as likely 0 as 1. */
  literal(value: number, bits: number): void {
    for (let bit = bits - 1; bit >= 0; bit--) this.write((value >> bit) & 1, 128)
  }

  finish(): Uint8Array {
    // 32 bits of nothing push out all that is held back.
    this.literal(0, 32)
    return Uint8Array.from(this.#bytes)
  }

  #carry(): void {
    let at = this.#bytes.length - 1
    while (at >= 0 && this.#bytes[at] === 255) this.#bytes[at--] = 0
    if (at >= 0) this.#bytes[at] = (this.#bytes[at] ?? 0) + 1
  }
}
