import { describe, expect, it } from 'vitest'
import { safeUploadUrl } from './platform-calls.js'

const hosts = {
  queue: 'http://gateway.internal:4000/queue',
  rest: 'https://api.example',
  media: 'https://media.example',
}

describe('safeUploadUrl', () => {
  it.each([
    'https://bucket.s3.example/key?X-Amz-Signature=1',
    'http://localhost:4000/bucket/key',
    'http://127.0.0.1:4000/bucket/key',
    'http://[::1]:4000/bucket/key',
    'http://gateway.internal:4000/bucket/key',
  ])('sends a user’s bytes to %s', (url) => {
    expect(safeUploadUrl(url, hosts)).toBe(url)
  })

  it.each([
    'http://bucket.s3.example/key',
    'http://127.0.0.1.evil.example/key',
    'http://gateway.internal:4001/key',
    'http://api.example/key',
    'https://name:password@bucket.s3.example/key',
    'javascript:alert(1)',
    'data:text/plain,x',
    'blob:https://app.example/1',
    'ftp://bucket.example/key',
    '//bucket.example/key',
    '/key',
    '',
  ])('lets them not go to “%s”', (url) => {
    expect(() => safeUploadUrl(url, hosts)).toThrow('Nothing was sent there')
  })
})
