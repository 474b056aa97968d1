// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyOutput } from './classify-output.js'

const CDN = 'https://media.example'
const kinds = (output: unknown) => classifyOutput(output).map(({ kind }) => kind)

describe('classifyOutput', () => {
  it.each([[undefined], [null], [''], [[]], [{}], [{ images: [] }], [[null, '']]])(
    'finds nothing in %j',
    (output) => {
      expect(classifyOutput(output)).toEqual([])
    },
  )

  it.each([
    ['png', 'image'],
    ['JPEG', 'image'],
    ['svg', 'image'],
    ['mp4', 'video'],
    ['webm', 'video'],
    ['mp3', 'audio'],
    ['wav', 'audio'],
    ['glb', 'model3d'],
    ['zip', 'file'],
  ])('tells a bare URL by its extension: .%s is %s', (extension, kind) => {
    expect(classifyOutput(`${CDN}/a/b.${extension}?x=1.txt#y.mp3`)).toEqual([
      { kind, url: `${CDN}/a/b.${extension}?x=1.txt#y.mp3`, name: `b.${extension}` },
    ])
  })

  it('takes arrays of URLs in their order', () => {
    const urls = [`${CDN}/2.png`, `${CDN}/1.png`]
    expect(classifyOutput(urls)).toMatchObject([{ url: urls[0] }, { url: urls[1] }])
  })

  it('takes objects with files, with their size, name and content type', () => {
    const file = { url: `${CDN}/x`, width: 640, height: 480, content_type: 'image/webp', file_name: 'fox' }
    expect(classifyOutput({ images: [file] })).toEqual([
      { kind: 'image', url: file.url, name: 'fox', width: 640, height: 480, contentType: 'image/webp' },
    ])
    expect(kinds({ video: { url: `${CDN}/x.mp4`, fps: 24, duration: 5 } })).toEqual(['video'])
    expect(kinds({ data: { result: [{ image: { url: `${CDN}/x.png` } }] } })).toEqual(['image'])
  })

  it('goes by extension first, then by content type, then by name, and says where it is unsure', () => {
    expect(kinds({ url: `${CDN}/x.mp3`, content_type: 'video/mp4' })).toEqual(['audio'])
    expect(kinds({ url: `${CDN}/x`, content_type: 'video/mp4; codecs=avc1' })).toEqual(['video'])
    expect(classifyOutput({ audio_url: `${CDN}/x` })).toMatchObject([{ kind: 'audio', isUnsure: true }])
    expect(classifyOutput(`${CDN}/x`)).toMatchObject([{ kind: 'file', isUnsure: true }])
    const octets = { video: { url: `${CDN}/x`, content_type: 'application/octet-stream' } }
    expect(classifyOutput(octets)).toMatchObject([{ kind: 'video', isUnsure: true }])
  })

  it('takes hints from the schema', () => {
    const schema = { type: 'string', contentMediaType: 'audio/wav' }
    expect(classifyOutput(`${CDN}/x`, schema)).toMatchObject([{ kind: 'audio' }])
    const tokens = { type: 'array', items: { type: 'string' }, 'x-cog-array-display': 'concatenate' }
    expect(classifyOutput(['Hel', 'lo'], tokens)).toEqual([{ kind: 'text', text: 'Hello' }])
  })

  it.each([
    ['Once upon a time', 'Once upon a time'],
    ['data: the new oil', 'data: the new oil'],
    [`see ${CDN}/x.png`, `see ${CDN}/x.png`],
    [42, '42'],
    [false, 'false'],
    [0, '0'],
  ])('shows %j as text', (output, text) => {
    expect(classifyOutput(output)).toEqual([{ kind: 'text', text }])
  })

  it('shows texts in objects and lists as texts, and the rest as data', () => {
    expect(classifyOutput({ text: 'Hi', usage: { tokens: 3 } })).toEqual([
      { kind: 'text', text: 'Hi' },
      { kind: 'data', value: { usage: { tokens: 3 } } },
    ])
    expect(kinds(['first', 'second'])).toEqual(['text', 'text'])
    expect(classifyOutput({ images: [{ url: `${CDN}/x.png` }], seed: 7 })).toMatchObject([
      { kind: 'image' },
      { kind: 'data', value: { seed: 7 } },
    ])
    expect(classifyOutput([1, 2])).toEqual([{ kind: 'data', value: [1, 2] }])
  })

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'vbscript:x',
    'data:text/html,<script>alert(1)</script>',
    'data:image/svg+xml;base64,PHN2Zz4=',
    'blob:https://app.example/1',
    'file:///etc/passwd',
    '//evil.example/x.png',
    '/x.png',
    'http:/evil.example/x.png',
    'http:\\\\evil.example/x.png',
    'https://user:secret@evil.example/x.png',
    'https://evil.example/x y.png',
    'https:// evil.example/x.png',
    'ftp://evil.example/x.png',
    'http://',
    `https://evil.example/${'x'.repeat(10_000)}`,
  ])('renders no link or media for %s', (url) => {
    for (const output of [url, [url], { url }, { images: [{ url }] }, { image: url }]) {
      expect(classifyOutput(output).every((piece) => !('url' in piece))).toBe(true)
    }
  })

  it('does not put a picture’s bytes on the page as text', () => {
    expect(kinds(`data:image/png;base64,${'A'.repeat(1000)}`)).toEqual(['unsafe'])
  })

  it('ends on deep and long outputs', () => {
    let deep: unknown = `${CDN}/x.png`
    for (let level = 0; level < 100; level++) deep = [deep]
    expect(kinds(deep)).toEqual(['data'])
    expect(classifyOutput(Array.from({ length: 5000 }, () => `${CDN}/x.png`)).length).toBeLessThan(300)
  })

  it('gives of anything only absolute http(s) URLs', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.webUrl(), (value, url) => {
        for (const piece of classifyOutput([value, { url, extra: value }])) {
          if ('url' in piece) expect(new URL(piece.url).protocol).toMatch(/^https?:$/)
        }
      }),
    )
    // A hundred documents of any size: a busy machine takes its time.
  }, 30_000)
})
