// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { refusalError } from './refusal-error.js'
import { refusals } from './refusals.js'

const file = (name: string, size = 1, type = '') => new File([new Uint8Array(size)], name, { type })
const sized = (size: number, name = 'huge.bin') => Object.defineProperty(file(name), 'size', { value: size })
const codes = (...args: Parameters<typeof refusals>) =>
  refusals(...args).map(({ index, reason }) => [index, reason.code])

describe('refusals', () => {
  it('lets everything through that an app does not forbid', () => {
    expect(refusals([file('a.txt'), file('b', 5)], {})).toEqual([])
  })

  it('distinguishes type, size and emptiness, per file', () => {
    const files = [
      file('a.png', 1, 'image/png'),
      file('a.exe', 1),
      file('b.png', 9, 'image/png'),
      file('c.png', 0, 'image/png'),
    ]
    expect(codes(files, { accept: 'image/*', maxSize: 8 })).toEqual([
      [1, 'type'],
      [2, 'too-large'],
      [3, 'empty'],
    ])
    expect(codes([file('a', 0)], { allowEmpty: true })).toEqual([])
  })

  it('counts listed files; files refused for another reason do not count', () => {
    const files = [file('a', 0), file('b'), file('c'), file('d')]
    expect(codes(files, { maxFiles: 3 }, [file('before')])).toEqual([
      [0, 'empty'],
      [3, 'too-many'],
    ])
  })

  it('refuses what would need too many parts, and what the relay cannot take', () => {
    const MIB = 1024 * 1024
    expect(codes([sized(60_000 * MIB)], { partSize: 5 * MIB })).toEqual([[0, 'too-many-parts']])
    expect(codes([sized(60_000 * MIB)], {})).toEqual([])
    expect(codes([sized(201 * MIB)], { relay: 'always' })).toEqual([[0, 'too-large']])
  })

  it('refuses a second choice of the same file where an app wants that', () => {
    const again = () => new File(['x'], 'a', { lastModified: 7 })
    expect(codes([again()], { duplicates: 'refuse' }, [again()])).toEqual([[0, 'duplicate']])
    expect(codes([again(), again()], { duplicates: 'refuse' })).toEqual([[1, 'duplicate']])
    expect(codes([again(), again()], {}, [again()])).toEqual([])
  })

  it('becomes one error that names each file', () => {
    const error = refusalError(refusals([file('a.png'), file('b.png', 0)], { accept: '.png' }))
    expect(error).toMatchObject({ kind: 'upload-rejected', retryable: false, billed: false })
    expect(error.fieldErrors).toEqual([{ path: [1], message: 'b.png is empty', code: 'empty' }])
    expect(error.message).toContain('b.png')
  })
})
