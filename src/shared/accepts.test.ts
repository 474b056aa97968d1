// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { acceptEntries, accepts } from './accepts.js'

describe('accepts', () => {
  it.each([
    ['image/*', 'a.png', 'image/png', true],
    ['image/*', 'a.pdf', 'application/pdf', false],
    ['image/*, .PDF', 'Report.pdf', '', true],
    ['image/png', 'a.png', 'IMAGE/PNG; x=1', true],
    ['.png', 'png', 'image/png', false],
    ['image/*', 'photo.HEIC', '', true],
    ['image/*', 'noextension', '', false],
    ['*/*', 'a', '', true],
    ['', 'a', '', true],
  ])('%s takes %s (%s): %s', (accept, name, type, isAccepted) => {
    expect(accepts(accept, { name, type })).toBe(isAccepted)
  })

  it('takes lists and the map of react-dropzone', () => {
    expect(acceptEntries(['image/*', '.pdf,.txt'])).toEqual(['image/*', '.pdf', '.txt'])
    expect(acceptEntries({ 'image/*': [], 'text/plain': ['.TXT'], 'a/b': '.c' })).toEqual([
      'image/*',
      'text/plain',
      '.txt',
      'a/b',
      '.c',
    ])
    expect(acceptEntries(undefined)).toEqual([])
  })
})
