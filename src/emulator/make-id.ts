import type { Random } from './random.js'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'

/** Length of the platform's request ids today. */
export const ID_LENGTH = 21

/** An opaque id from the seeded generator. */
export function makeId(random: Random, length = ID_LENGTH): string {
  let id = ''
  for (let index = 0; index < length; index++) id += ALPHABET[Math.floor(random() * ALPHABET.length)] ?? 'A'
  return id
}
