// @vitest-environment node
import { expect, test } from 'vitest'
import { encodeFrame } from './encode-frame.js'

const picture = (width: number, height: number, value: (x: number, y: number) => number): Uint8Array =>
  Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3)
    return value(pixel % width, Math.floor(pixel / width))
  })

test('a frame says that it is a key frame, and its size', () => {
  const frame = encodeFrame(
    picture(50, 34, (x) => x * 5),
    50,
    34,
  )
  expect([...frame.subarray(3, 10)]).toEqual([0x9d, 0x01, 0x2a, 50, 0, 34, 0])
  expect((frame[0] ?? 1) & 1).toBe(0)
})

test('what has more in it takes more bytes, the same takes the same', () => {
  const flat = encodeFrame(
    picture(64, 64, () => 90),
    64,
    64,
  )
  const busy = encodeFrame(
    picture(64, 64, (x, y) => (x * 37 + y * 91) % 256),
    64,
    64,
  )
  expect(busy.length).toBeGreaterThan(flat.length * 10)
  expect(
    encodeFrame(
      picture(64, 64, () => 90),
      64,
      64,
    ),
  ).toEqual(flat)
})
