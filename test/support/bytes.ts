import { createHash } from 'node:crypto'

/** So many bytes that do not repeat soon, so that a part in the wrong place changes the hash. */
export function bytes(size: number, seed = 1): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(size)
  let state = seed >>> 0 || 1
  for (let index = 0; index < size; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    result[index] = state >>> 24
  }
  return result
}

export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
