import { safeUrl } from './safe-url.js'

/** Names of the field in which a model takes the user's words. */
const PROMPT_FIELDS = ['prompt', 'text', 'input', 'query', 'caption', 'lyrics', 'script']

/** The words that a run was asked for with: its title, and the best alternative text of what came of it. */
export function promptOf(input: unknown): string | undefined {
  const fields = Object(input) as Record<string, unknown>
  for (const field of PROMPT_FIELDS) {
    const value = fields[field]
    if (typeof value === 'string' && value.trim()) return value.trim()
  }
  return undefined
}

/** The image that went in, to compare with what came out. */
export function inputImageOf(input: unknown): string | undefined {
  return Object.entries(Object(input) as Record<string, unknown>)
    .flatMap(([name, value]) => (/image|picture|img|photo/i.test(name) ? [value].flat() : []))
    .map(safeUrl)
    .find((url) => url !== undefined)
}

interface Size {
  width: number
  height: number
}

const NAMED: Record<string, Size> = {
  square: { width: 1, height: 1 },
  portrait: { width: 3, height: 4 },
  landscape: { width: 4, height: 3 },
}

/**
 * The size a picture will have, as far as the input tells: `width` and `height`, an `image_size`, an `aspect_ratio`.
 * Only the ratio counts: it keeps the picture's place before it is there.
 */
export function expectedSize(input: Readonly<Record<string, unknown>>): Size | undefined {
  const size = input['image_size'] ?? input['size']
  const ratio = input['aspect_ratio'] ?? input['ratio']
  return (
    ofPair(input) ??
    (typeof size === 'object' && size !== null ? ofPair(size) : ofText(size)) ??
    ofText(ratio)
  )
}

function ofPair(value: object): Size | undefined {
  const { width, height } = value as Partial<Record<keyof Size, unknown>>
  return isSide(width) && isSide(height) ? { width, height } : undefined
}

function ofText(value: unknown): Size | undefined {
  if (typeof value !== 'string') return undefined
  // "1024x768", "16:9", "landscape_16_9"
  const [, width, height] = /(\d+)[x×*:_](\d+)$/.exec(value) ?? []
  const size = { width: Number(width), height: Number(height) }
  if (isSide(size.width) && isSide(size.height)) {
    // Portrait presets name the ratio of their landscape twin.
    return value.startsWith('portrait') && size.width > size.height
      ? { width: size.height, height: size.width }
      : size
  }
  return NAMED[value.split('_')[0] ?? '']
}

function isSide(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 && value <= 100_000
}
