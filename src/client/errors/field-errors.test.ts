// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { fieldErrorsOf } from './from-response.js'

const paths = (body: unknown) => fieldErrorsOf(body).map(({ path }) => path)

describe('fieldErrorsOf', () => {
  it('reads Zod issues, with their codes', () => {
    expect(
      fieldErrorsOf({ error: [{ path: ['images', 1], message: 'Invalid url', code: 'invalid_string' }] }),
    ).toEqual([{ path: ['images', 1], message: 'Invalid url', code: 'invalid_string' }])
    expect(paths({ error: { name: 'ZodError', issues: [{ path: ['a'], message: 'x' }] } })).toEqual([['a']])
  })

  it('reads Ajv pointers, escapes and missing properties', () => {
    const validationErrors = [
      { instancePath: '/output/0/url', message: 'must be string' },
      { instancePath: '/a~1b/c~0d', message: 'x' },
      { instancePath: '', keyword: 'required', params: { missingProperty: 'prompt' }, message: 'x' },
    ]
    expect(paths({ error: 'x', details: { validationErrors } })).toEqual([
      ['output', 0, 'url'],
      ['a/b', 'c~d'],
      ['prompt'],
    ])
  })

  it('reads FastAPI locations without the leading body, and only that one', () => {
    const detail = [
      { loc: ['body', 'body', '0'], msg: 'x', type: 'missing' },
      { loc: ['query', 'page'], msg: 'x' },
    ]
    expect(paths({ detail })).toEqual([
      ['body', 0],
      ['query', 'page'],
    ])
    expect(fieldErrorsOf({ detail })[0]).toMatchObject({ message: 'x', code: 'missing' })
  })

  it('reads paths written as text', () => {
    expect(paths({ errors: [{ path: 'images[0].url', message: 'x' }] })).toEqual([['images', 0, 'url']])
    expect(paths({ error: [{ path: ['images', '0'], message: 'x' }] })).toEqual([['images', 0]])
    expect(paths({ error: [{ path: ['007'], message: 'x' }] })).toEqual([['007']])
    expect(paths({ error: [{ path: ['a', {}, null, 1], message: 'x' }] })).toEqual([['a', 1]])
  })

  it('takes bare texts as issues of the whole, and skips what says nothing', () => {
    expect(fieldErrorsOf({ error: ['prompt must be a string', {}, null, 5, ''] })).toEqual([
      { path: [], message: 'prompt must be a string' },
    ])
  })

  it('keeps a hostile list within bounds', () => {
    expect(fieldErrorsOf({ error: Array.from({ length: 5000 }, () => ({ message: 'x' })) })).toHaveLength(100)
    expect(fieldErrorsOf({ error: [{ message: 'x'.repeat(1e6) }] })[0]?.message).toHaveLength(500)
  })

  it.each([[null], ['text'], [[]], [{ error: 'text' }], [{ error: '[broken' }], [{ details: null }]])(
    'finds none in %j',
    (body) => expect(fieldErrorsOf(body)).toEqual([]),
  )
})
