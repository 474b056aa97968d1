// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { inputFiles, withUrls } from './upload-input-files.js'

const a = new File(['a'], 'a.png')
const b = new Blob(['b'])

describe('inputFiles', () => {
  it('finds files however deep, in order, each once', () => {
    expect(inputFiles({ image: a, nested: { list: [b, 'x', a], nothing: null } })).toEqual([a, b])
    expect(inputFiles('text')).toEqual([])
    expect(inputFiles(undefined)).toEqual([])
  })

  it('does not run for ever in an input that holds itself', () => {
    const input: Record<string, unknown> = { a }
    input.self = input
    expect(inputFiles(input)).toEqual([a])
  })
})

describe('withUrls', () => {
  it('replaces files with URLs and leaves the rest unchanged', () => {
    const options = { steps: 4, when: new Date(0) }
    const input = { prompt: 'x', images: [b, 'https://other/c.png', a], options, cover: a }
    const result = withUrls(input, (file) => (file === a ? 'url-a' : 'url-b')) as typeof input
    expect(result).toEqual({ ...input, images: ['url-b', 'https://other/c.png', 'url-a'], cover: 'url-a' })
    expect(result.options).toBe(options)
    expect(Object.keys(result)).toEqual(Object.keys(input))
  })
})
