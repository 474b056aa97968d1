// @vitest-environment node
import { expect, it } from 'vitest'
import { expectedSize } from './input-facts.js'

it.each([
  [
    { width: 1280, height: 720 },
    { width: 1280, height: 720 },
  ],
  [{ image_size: { width: 640, height: 480 } }, { width: 640, height: 480 }],
  [{ image_size: 'square_hd' }, { width: 1, height: 1 }],
  [{ image_size: 'landscape_16_9' }, { width: 16, height: 9 }],
  [{ image_size: 'portrait_16_9' }, { width: 9, height: 16 }],
  [{ image_size: 'portrait_4_3' }, { width: 3, height: 4 }],
  [{ size: '1024x768' }, { width: 1024, height: 768 }],
  [{ aspect_ratio: '9:16' }, { width: 9, height: 16 }],
  [{ aspect_ratio: 'auto' }, undefined],
  [{ width: 0, height: 5 }, undefined],
  [{ width: '1', height: '2' }, undefined],
  [{ prompt: '16:9' }, undefined],
  [{}, undefined],
])('of %j expects %j', (input, size) => {
  expect(expectedSize(input)).toEqual(size)
})
