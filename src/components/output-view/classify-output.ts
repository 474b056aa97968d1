import type { JsonSchema } from '../../protocol/model.js'
import { fileName } from './file-name.js'
import { kindOfContentType, kindOfKey, kindOfName } from './media-kind.js'
import type { MediaPiece, OutputPiece } from './output-piece.js'
import { safeUrl } from '../internal/safe-url.js'

// Deeper or longer outputs are shown as data: nobody looks at a thousand pictures at once.
const MAX_DEPTH = 6
const MAX_PIECES = 200
const URL_KEYS = ['url', 'uri', 'file_url', 'href', 'src']
/** What may stand beside a URL without being a result of its own. */
const ABOUT_FILE =
  /^(?:url|uri|file_url|href|src|content_?type|mime_?type|file_?name|name|file_?size|size|width|height|duration|fps|num_?frames|file_?data|extension|format)$/i
const TEXT_KEYS = [
  'text',
  'output',
  'content',
  'result',
  'response',
  'caption',
  'transcript',
  'transcription',
]
/** Content in the guise of a link. A text that merely begins with `data:` is none. */
const EMBEDDED = /^\s*(?:data:[\w.+-]+\/[\w.+-]+[;,]|blob:(?:https?|null)|filesystem:https?)/i

/**
 * What there is to show of a model's output: files first as they come, then texts, then what is left as data.
 * Nothing in it is trusted: only http(s) URLs become links or media, all else is text.
 */
export function classifyOutput(output: unknown, schema?: JsonSchema): OutputPiece[] {
  const pieces: OutputPiece[] = []
  const rest = walk(output, schema, '', 0)
  if (rest !== undefined) pieces.push({ kind: 'data', value: rest })
  return pieces

  /** Collects pieces; returns what is left to be shown as data. */
  function walk(value: unknown, hint: JsonSchema | undefined, key: string, depth: number): unknown {
    if (value === undefined || value === null || value === '') return undefined
    if (pieces.length >= MAX_PIECES || depth > MAX_DEPTH) return value
    if (typeof value === 'string') return walkText(value, hint, key, depth)
    if (typeof value === 'number' || typeof value === 'boolean') {
      if (depth > 0) return value
      pieces.push({ kind: 'text', text: String(value) })
      return undefined
    }
    return Array.isArray(value)
      ? walkList(value, hint, key, depth)
      : walkObject(value as object, hint, key, depth)
  }

  function walkText(text: string, hint: JsonSchema | undefined, key: string, depth: number): unknown {
    const url = safeUrl(text)
    if (url) {
      pieces.push(media(url, key, hint, {}))
      return undefined
    }
    if (EMBEDDED.test(text)) {
      pieces.push({ kind: 'unsafe' })
      return undefined
    }
    if (depth === 0 || TEXT_KEYS.includes(key.toLowerCase())) {
      pieces.push({ kind: 'text', text })
      return undefined
    }
    return text
  }

  function walkList(list: unknown[], hint: JsonSchema | undefined, key: string, depth: number): unknown {
    // A text model that streams gives its tokens as a list.
    if (hint?.['x-cog-array-display'] === 'concatenate' && list.every((entry) => typeof entry === 'string')) {
      return walk(list.join(''), undefined, key, depth)
    }
    const isTexts = depth === 0 && list.every((entry) => typeof entry === 'string')
    const left = list
      .map((entry) => walk(entry, hint?.items, key, isTexts ? depth : depth + 1))
      .filter((entry) => entry !== undefined)
    return left.length > 0 ? left : undefined
  }

  function walkObject(object: object, hint: JsonSchema | undefined, key: string, depth: number): unknown {
    const record = object as Record<string, unknown>
    const urlKey = URL_KEYS.find((name) => typeof record[name] === 'string')
    const link = urlKey === undefined ? undefined : record[urlKey]
    const isFile = typeof link === 'string' && link !== ''
    if (isFile) {
      const url = safeUrl(link)
      pieces.push(url ? media(url, key, hint, record) : { kind: 'unsafe' })
    }
    const left = Object.entries(record).flatMap(([name, value]) => {
      if (isFile && ABOUT_FILE.test(name)) return []
      const inner = walk(value, hint?.properties?.[name], name, depth + 1)
      return inner === undefined ? [] : [[name, inner] as const]
    })
    return left.length > 0 ? Object.fromEntries(left) : undefined
  }
}

function media(
  url: string,
  key: string,
  hint: JsonSchema | undefined,
  about: Record<string, unknown>,
): MediaPiece {
  const name = text(about, 'file_name', 'fileName', 'filename', 'name') ?? fileName(url)
  const contentType = text(about, 'content_type', 'contentType', 'mime_type', 'mimeType') ?? hintedType(hint)
  const sure =
    kindOfName(fileName(url)) ??
    kindOfName(name) ??
    (contentType === undefined ? undefined : kindOfContentType(contentType))
  const width = size(about['width'])
  const height = size(about['height'])
  return {
    kind: sure ?? kindOfKey(key) ?? 'file',
    url,
    name,
    ...(width && height ? { width, height } : undefined),
    ...(contentType ? { contentType } : undefined),
    ...(sure ? undefined : { isUnsure: true }),
  }
}

function text(record: Record<string, unknown>, ...keys: string[]): string | undefined {
  const key = keys.find((name) => typeof record[name] === 'string' && record[name] !== '')
  return key === undefined ? undefined : String(record[key])
}

function hintedType(hint: JsonSchema | undefined): string | undefined {
  const type = hint?.['contentMediaType']
  return typeof type === 'string' ? type : undefined
}

function size(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 && value < 100_000
    ? value
    : undefined
}
