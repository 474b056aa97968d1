import fc from 'fast-check'

const CDN = 'https://media.example'

/** Names by which an output is known for what it is, and those of every object. */
const KEYS = [
  'url',
  'uri',
  'src',
  'images',
  'image',
  'mask',
  'video',
  'audio',
  'vocals',
  'text',
  'output',
  'segments',
  'chunks',
  'start',
  'end',
  'timestamp',
  'speaker',
  'word',
  'label',
  'score',
  'bbox',
  'box',
  'x',
  'y',
  'w',
  'h',
  'embedding',
  'seed',
  'content_type',
  'file_name',
  'width',
  'height',
  'b64_json',
  '__proto__',
  'constructor',
  'toString',
  'length',
  '',
] as const

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 0 }),
  fc.double(),
  fc.bigInt(),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.webUrl(),
  fc.string({ maxLength: 12 }).map((tail) => `${CDN}/${tail}`),
  fc.constantFrom('png', 'mp4', 'wav', 'glb', 'zip', '').map((ending) => `${CDN}/a.${ending}`),
  fc.base64String({ minLength: 60, maxLength: 200 }).map((text) => `iVBORw0KGgo${text}`),
  fc
    .tuple(fc.constantFrom('image/png', 'audio/wav', 'text/html', 'a/b', ''), fc.string())
    .map(([type, body]) => `data:${type};base64,${body}`),
  fc.constantFrom('# Title\n\n* one\n* two', '| a |\n|---|\n| b |', '[a](https://b.example) **c', '```\n<b>'),
)

/** Outputs of any shape, more often of the shapes that `<OutputView>` knows. */
export const randomOutput: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 6 }),
    fc.array(
      fc.record(
        {
          start: leaf,
          end: leaf,
          text: leaf,
          label: leaf,
          score: fc.double(),
          bbox: fc.array(fc.double(), { maxLength: 5 }),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 4 },
    ),
    fc.array(fc.double(), { minLength: 6, maxLength: 12 }),
  ),
})).value
