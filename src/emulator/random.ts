/** A small seeded generator of numbers in [0, 1) (mulberry32): the same seed gives the same sequence. */
export type Random = () => number

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A 32-bit number from a text (FNV-1a, then mixed), for seeds: not for secrets. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'

/** Length of the platform's request ids today. */
const ID_LENGTH = 21

/** An opaque id from the seeded generator. */
export function makeId(random: Random, length = ID_LENGTH): string {
  let id = ''
  for (let index = 0; index < length; index++) id += ALPHABET[Math.floor(random() * ALPHABET.length)] ?? 'A'
  return id
}
