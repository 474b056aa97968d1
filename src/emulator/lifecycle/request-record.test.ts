import { expect, it } from 'vitest'
import { thumbnailsOf } from './request-record.js'

it('takes the pictures of an output, wherever they stand in it', () => {
  const picture = 'https://media.example/a.png'
  expect(
    thumbnailsOf({ images: [{ url: picture }], video: 'https://media.example/b.mp4', text: 'x' }),
  ).toEqual([picture])
  expect(thumbnailsOf(null)).toEqual([])
})
