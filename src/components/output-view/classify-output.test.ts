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
  ])('classifies a bare URL by its extension: .%s is %s', (extension, kind) => {
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
    expect(classifyOutput(['first', 'second'])).toEqual([{ kind: 'text', text: 'first\nsecond' }])
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
    'blob:https://app.example/1',
    'file:///etc/passwd',
    '//evil.example/x.png',
    '/x.png',
    'http:/evil.example/x.png',
    'http:\\\\evil.example/x.png',
    'https://user:secret@evil.example/x.png',
    'https:// evil.example/x.png',
    'ftp://evil.example/x.png',
    'http://',
    `https://evil.example/${'x'.repeat(10_000)}`,
  ])('renders no link or media for %s', (url) => {
    for (const output of [url, [url], { url }, { images: [{ url }] }, { image: url }]) {
      expect(classifyOutput(output).every((piece) => !('url' in piece))).toBe(true)
    }
  })

  it.each([
    [`data:image/png;base64,${'A'.repeat(1000)}`, 'image', 'output.png'],
    ['data:image/svg+xml;base64,PHN2Zz4=', 'image', 'output.svg'],
    ['data:text/html,<script>alert(1)</script>', 'file', 'output.html'],
    [`iVBORw0KGgo${'A'.repeat(100)}`, 'image', 'output.png'],
    [`/9j/${'A'.repeat(100)}==`, 'image', 'output.jpeg'],
    [`UklGRiQAAABXQVZF${'A'.repeat(100)}`, 'audio', 'output.wav'],
  ])('takes content in the output for a file: %s', (content, kind, name) => {
    for (const output of [
      content,
      [content],
      { images: [{ url: content }] },
      { data: [{ b64_json: content }] },
    ]) {
      expect(classifyOutput(output)).toMatchObject([{ kind, name, isEmbedded: true }])
    }
  })

  it('shows a transcript whole: its text, then its segments with times and speakers', () => {
    const segments = [
      { start: 0, end: 1.5, text: ' Hello.', speaker: 'A' },
      { start: 1.5, end: 2, text: ' Bye.', speaker: 'B' },
    ]
    const shown = [
      { start: 0, end: 1.5, text: 'Hello.', speaker: 'A' },
      { start: 1.5, end: 2, text: 'Bye.', speaker: 'B' },
    ]
    expect(classifyOutput({ text: 'Hello. Bye.', segments })).toEqual([
      { kind: 'transcript', text: 'Hello. Bye.', segments: shown },
    ])
    expect(classifyOutput({ segments, language: 'en' })).toEqual([
      { kind: 'transcript', text: 'Hello. Bye.', segments: shown },
      { kind: 'data', value: { language: 'en' } },
    ])
    const chunks = [{ text: 'Hello.', timestamp: [0, null] }]
    expect(kinds({ text: 'Hello.', chunks })).toEqual(['transcript'])
    expect(kinds([{ start: 0, end: 1, word: 'Hello' }])).toEqual(['transcript'])
    // Words and tokens of a segment are not shown, and stay as data.
    expect(kinds({ segments: [{ start: 0, end: 1, text: 'Hello', tokens: [1] }] })).toEqual([
      'transcript',
      'data',
    ])
  })

  it('keeps the keys of stems, masks and maps as captions', () => {
    expect(classifyOutput({ vocals: `${CDN}/1.wav`, no_vocals: `${CDN}/2.wav` })).toMatchObject([
      { kind: 'audio', caption: 'Vocals' },
      { kind: 'audio', caption: 'No vocals' },
    ])
    expect(classifyOutput({ vocals: `${CDN}/1`, image: `${CDN}/2.png` })).toMatchObject([
      { kind: 'audio', caption: 'Vocals', isUnsure: true },
      { kind: 'image' },
    ])
    expect(classifyOutput({ combined_mask: `${CDN}/1.png` })).toMatchObject([{ isMask: true }])
    expect(classifyOutput({ images: [{ url: `${CDN}/1.png` }] })[0]).not.toHaveProperty('caption')
  })

  it('joins a text that comes in pieces, also without a schema', () => {
    expect(classifyOutput(['The', ' quick', ' fox'])).toEqual([{ kind: 'text', text: 'The quick fox' }])
    expect(classifyOutput({ output: ['', 'The ', 'fox'] })).toEqual([{ kind: 'text', text: 'The fox' }])
  })

  it('knows labels, boxes and vectors', () => {
    expect(classifyOutput([{ label: 'cat', score: 0.9 }])).toEqual([
      { kind: 'labels', labels: [{ label: 'cat', score: 0.9 }] },
    ])
    expect(kinds({ scores: { cat: 0.9, dog: 0.1, fox: 0 } })).toEqual(['labels'])
    expect(
      classifyOutput({ detections: [{ bbox: [1, 2, 11, 22], label: 'mug', confidence: 0.8 }] })[0],
    ).toEqual({
      kind: 'boxes',
      caption: 'Detections',
      boxes: [{ label: 'mug', score: 0.8, left: 1, top: 2, width: 10, height: 20 }],
    })
    expect(kinds({ bboxes: [{ x: 10, y: 10, w: 50, h: 40, label: 'cat' }] })).toEqual(['boxes', 'data'])
    const vector = Array.from({ length: 16 }, (_, index) => index / 3)
    expect(kinds([{ input: 'a dog', embedding: vector }])).toEqual(['embedding', 'data'])
    expect(kinds([vector, vector])).toEqual(['embedding', 'embedding'])
  })

  it('follows a link with blanks in the name of its file', () => {
    expect(classifyOutput(`${CDN}/my fox.png`)).toMatchObject([
      { url: `${CDN}/my%20fox.png`, name: 'my fox.png' },
    ])
    expect(classifyOutput({ url: `${CDN}/my fox` })).toMatchObject([{ url: `${CDN}/my%20fox` }])
  })

  it('ends on deep and long outputs', () => {
    let deep: unknown = `${CDN}/x.png`
    for (let level = 0; level < 100; level++) deep = [deep]
    expect(kinds(deep)).toEqual(['data'])
    expect(classifyOutput(Array.from({ length: 5000 }, () => `${CDN}/x.png`)).length).toBeLessThan(2_100)
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
