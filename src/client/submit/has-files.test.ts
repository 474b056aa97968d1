import { describe, expect, it } from 'vitest'
import { hasFiles } from './has-files.js'

describe('hasFiles', () => {
  it('finds a file however deep, also one of another window', () => {
    expect(hasFiles({ nested: [{ image: new File([], 'a') }] })).toBe(true)
    expect(hasFiles([new Blob()])).toBe(true)
    expect(hasFiles({ image: { [Symbol.toStringTag]: 'File' } })).toBe(true)
  })

  it('finds none where there is none, also in what holds itself', () => {
    const event: Record<string, unknown> = { type: 'click' }
    event.self = event
    expect(hasFiles(event)).toBe(false)
    expect(hasFiles({ text: 'x', none: null, list: [1, undefined] })).toBe(false)
    expect(hasFiles('[object File]')).toBe(false)
  })
})
