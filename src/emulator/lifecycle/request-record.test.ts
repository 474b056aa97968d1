import { expect, it } from 'vitest'
import { thumbnailsOf } from './request-record.js'

it('finds the images of an output, at any depth', () => {
  const picture = 'https://media.example/a.png'
  expect(
    thumbnailsOf({ images: [{ url: picture }], video: 'https://media.example/b.mp4', text: 'x' }),
  ).toEqual([picture])
  expect(thumbnailsOf(null)).toEqual([])
})
