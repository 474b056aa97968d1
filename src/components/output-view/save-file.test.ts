import { expect, it } from 'vitest'
import { blobOf } from './save-file.js'

const textOf = async (url: string) => Array.from(new Uint8Array(await blobOf(url).arrayBuffer()))
const bytes = (text: string) => Array.from(new TextEncoder().encode(text))

it.each([
  ['data:text/plain,hello', bytes('hello')],
  ['data:text/plain;base64,aGVsbG8=', bytes('hello')],
  ['data:text/plain;base64,aGVs%62G8%3D', bytes('hello')],
  ['data:text/plain;charset=utf-8,%C3%A9', bytes('é')],
  ['data:text/plain,é', bytes('é')],
  ['data:application/octet-stream,%FF%00', [255, 0]],
  ['data:text/plain,100%', bytes('100%')],
  ['data:text/plain,%zz', bytes('%zz')],
  // Said to be base64 and none: what was given is saved, rather than nothing.
  ['data:text/plain;base64,@@', bytes('@@')],
  ['data:text/plain;base64', bytes('data:text/plain;base64')],
])('saves the bytes of %s', async (url, expected) => {
  expect(await textOf(url)).toEqual(expected)
})
