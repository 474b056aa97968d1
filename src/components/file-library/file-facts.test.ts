// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { fileName } from '../../hooks/file-name.js'
import type { FileItem } from '../../protocol/file-item.js'
import { fileKind } from './file-facts.js'

const file = (url: string, mimeType?: string): FileItem => ({
  id: 'f1',
  url,
  mimeType,
  source: 'upload',
  createdAt: '2026-01-01T00:00:00Z',
  isFavorited: false,
  tags: [],
})

describe('fileName', () => {
  it('is the tail of the address without its random prefix', () => {
    const names: Record<string, string> = {
      'https://media.test/u/V1StGXR8_Z5jdHi6B-myT-cat.png': 'cat.png',
      'https://media.test/u/550e8400-e29b-41d4-a716-446655440000-my-cat.png': 'my-cat.png',
      'https://media.test/u/a8f3k2l9-my%20cat.png?x=1#y': 'my cat.png',
      'https://media.test/u/holiday-photo.png': 'holiday-photo.png',
      'https://media.test/u/%E0%A4%A.png': '%E0%A4%A.png',
    }
    for (const [url, name] of Object.entries(names)) expect(fileName(file(url))).toBe(name)
  })
})

describe('fileKind', () => {
  it('goes by type, then by extension', () => {
    expect(fileKind(file('https://m.test/abc', 'video/mp4'))).toBe('video')
    expect(fileKind(file('https://m.test/a.GLB'))).toBe('model')
    expect(fileKind(file('https://m.test/a.png', 'application/octet-stream'))).toBe('image')
    expect(fileKind(file('https://m.test/a'))).toBe('other')
  })
})
