import type { JsonSchema } from '../../protocol/model.js'
import { labelOf } from '../internal/labels.js'
import { MAX_URL_LENGTH, safeUrl } from '../internal/safe-url.js'
import { cutText } from '../internal/cut-text.js'
import { boxesOf, holdsMore, isEmbedding, labelsOf, segmentsOf } from './known-shapes.js'
import { embeddedFile, fileName, kindOfContentType, kindOfKey, kindOfName } from './media-file.js'
import type { MediaPiece, OutputPiece } from './output-piece.js'

// Deeper or longer outputs are shown as data: pictures load as they come into view, so that many of them are no burden.
const MAX_DEPTH = 6
const MAX_PIECES = 2_000
/** Looked at one by one; what comes after them is data. */
const MAX_VALUES = 50_000
/** Characters; of a file's name its end stays, which says what it is. */
const MAX_CAPTION = 80
const MAX_NAME = 200
const NAME_END = 20
/** From here on a text is for reading, under whichever key it stands. */
const LONG_TEXT = 80
const URL_KEYS = ['url', 'uri', 'file_url', 'href', 'src']
/** What may stand beside a URL without being a result of its own. */
const ABOUT_FILE =
  /^(?:url|uri|file_url|href|src|content_?type|mime_?type|file_?name|name|file_?size|size|width|height|duration|fps|num_?frames|file_?data|extension|format)$/i
const TEXT_KEYS =
  /^(?:text|output|content|result|response|caption|transcript|transcription|translation|answer|summary|text_?out|text_?output|txt|srt|vtt|srt_?output)$/i
/** Keys that say no more than what is shown anyway. */
const PLAIN_KEYS =
  /^(?:|outputs?|results?|data|files?|file_?path|paths?|media_?path|urls?|images?|image_?urls?|img|imgs|img_?out|pictures?|videos?|video_?url|audios?|audio_?url|texts?|content|response|b64_?json)$/i
const SEGMENT_KEYS = ['segments', 'chunks']
const WHOLE_TEXT_KEYS = ['text', 'transcription', 'transcript']
/** A link that only this page or browser could follow. A text that merely begins so is none. */
const LOCAL_LINK = /^\s*(?:blob:(?:https?|null)|filesystem:https?)/i

/**
 * What there is to show of a model's output: files first as they come, then texts, then what is left as data.
 * Nothing in it is trusted: only http(s) URLs become links, content in the output is decoded and never run, all else is text.
 */
export function classifyOutput(output: unknown, schema?: JsonSchema): OutputPiece[] {
  const pieces: OutputPiece[] = []
  let valuesLeft = MAX_VALUES
  const rest = walk(output, schema, '', 0)
  if (rest !== undefined && rest !== NOTHING_LEFT) pieces.push({ kind: 'data', value: rest })
  return pieces

  /** Collects pieces; returns what is left to be shown as data. */
  function walk(value: unknown, hint: JsonSchema | undefined, key: string, depth: number): unknown {
    if (value === undefined || value === null || value === '') return undefined
    valuesLeft -= 1
    if (valuesLeft < 0 || pieces.length >= MAX_PIECES || depth > MAX_DEPTH) return value
    if (typeof value === 'string') return walkText(value, hint, key, depth)
    if (typeof value === 'number' || typeof value === 'boolean') {
      if (depth > 0) return value
      pieces.push({ kind: 'text', text: String(value) })
      return undefined
    }
    return (
      walkKnown(value, key) ??
      (Array.isArray(value) ? walkList : walkObject)(value as never, hint, key, depth)
    )
  }

  /** Shapes that have a view of their own. `undefined`: it is none of them. */
  function walkKnown(value: unknown, key: string): unknown {
    const caption = captionOf(key)
    if (isEmbedding(value)) pieces.push({ kind: 'embedding', values: value, ...caption })
    else {
      const segments = segmentsOf(value)
      const boxes = segments ? undefined : boxesOf(value)
      const labels = segments || boxes ? undefined : labelsOf(value)
      if (segments) pieces.push({ kind: 'transcript', text: joined(segments), segments })
      else if (boxes) pieces.push({ kind: 'boxes', boxes, ...caption })
      else if (labels) pieces.push({ kind: 'labels', labels, ...caption })
      else return undefined
      // Nothing disappears: what the view does not show stays as data.
      if (Array.isArray(value) && (segments ? holdsMore(value) : boxes)) return value
    }
    return NOTHING_LEFT
  }

  function walkText(text: string, hint: JsonSchema | undefined, key: string, depth: number): unknown {
    const url = outputUrl(text)
    const embedded = url ? undefined : embeddedFile(text)
    if (url || embedded) {
      pieces.push(media(url, embedded, key, hint, {}))
      return undefined
    }
    if (LOCAL_LINK.test(text)) {
      pieces.push({ kind: 'unsafe' })
      return undefined
    }
    if (depth === 0 || TEXT_KEYS.test(key) || text.length >= LONG_TEXT || text.includes('\n')) {
      pieces.push({ kind: 'text', text, ...captionOf(TEXT_KEYS.test(key) ? '' : key) })
      return undefined
    }
    return text
  }

  function walkList(list: unknown[], hint: JsonSchema | undefined, key: string, depth: number): unknown {
    const isTexts = list.every((entry) => typeof entry === 'string')
    if (isTexts && !list.some((entry) => outputUrl(entry) ?? embeddedFile(entry))) {
      // A text model that streams gives its tokens as a list, which its schema does not always say.
      const isOne = hint?.['x-cog-array-display'] === 'concatenate' || isTokens(list)
      if (isOne || depth === 0) return walk(list.join(isOne ? '' : '\n'), undefined, key, depth)
    }
    return left(
      list.map((entry) => walk(entry, hint?.items, key, isTexts && depth === 0 ? depth : depth + 1)),
    )
  }

  function walkObject(
    record: Record<string, unknown>,
    hint: JsonSchema | undefined,
    key: string,
    depth: number,
  ): unknown {
    const urlKey = URL_KEYS.find((name) => typeof record[name] === 'string')
    const link = urlKey === undefined ? undefined : record[urlKey]
    const isFile = typeof link === 'string' && link !== ''
    if (isFile) {
      const url = outputUrl(link, true)
      const embedded = url ? undefined : embeddedFile(link)
      pieces.push(url || embedded ? media(url, embedded, key, hint, record) : { kind: 'unsafe' })
    }
    const spoken = SEGMENT_KEYS.find((name) => segmentsOf(record[name]))
    const segments = spoken === undefined ? undefined : segmentsOf(record[spoken])
    const whole = WHOLE_TEXT_KEYS.find((name) => typeof record[name] === 'string' && record[name] !== '')
    if (segments) {
      const text = whole === undefined ? joined(segments) : String(record[whole])
      pieces.push({ kind: 'transcript', text, segments })
    }
    const entries = Object.entries(record).flatMap(([name, value]) => {
      if (isFile && ABOUT_FILE.test(name)) return []
      if (segments && name === whole) return []
      if (segments && name === spoken) return holdsMore(value as unknown[]) ? [[name, value] as const] : []
      const inner = walk(value, hint?.properties?.[name], name, depth + 1)
      return inner === undefined || inner === NOTHING_LEFT ? [] : [[name, inner] as const]
    })
    return entries.length > 0 ? Object.fromEntries(entries) : undefined
  }
}

/** Shown whole: unlike `undefined`, which a walk gives for what it did not know. */
const NOTHING_LEFT = Symbol('nothing left')

function left(values: unknown[]): unknown {
  const rest = values.filter((value) => value !== undefined && value !== NOTHING_LEFT)
  return rest.length > 0 ? rest : undefined
}

function joined(segments: readonly { text: string }[]): string {
  return segments.map(({ text }) => text).join(' ')
}

/** Tokens bring their own blanks; sentences and tags do not. */
function isTokens(list: readonly string[]): boolean {
  return list.length > 1 && list.some((entry, index) => entry === '' || (index > 0 && /^\s|\s$/.test(entry)))
}

function captionOf(key: string): { caption: string } | undefined {
  return PLAIN_KEYS.test(key) ? undefined : { caption: labelOf(cutText(key, MAX_CAPTION)) }
}

/** A link of an output. Some servers leave blanks in the names of files. */
function outputUrl(value: unknown, isLink = false): string | undefined {
  const url = safeUrl(value)
  if (url !== undefined || typeof value !== 'string' || value.length > MAX_URL_LENGTH) return url
  if (!/^\s*https?:\/\//i.test(value)) return undefined
  const encoded = safeUrl(value.trim().replace(/ /g, '%20'))
  if (encoded === undefined || isLink) return encoded
  const kind = kindOfName(fileName(encoded))
  return kind && kind !== 'file' ? encoded : undefined
}

function media(
  url: string | undefined,
  embedded: ReturnType<typeof embeddedFile>,
  key: string,
  hint: JsonSchema | undefined,
  about: Record<string, unknown>,
): MediaPiece {
  const contentType =
    embedded?.contentType ??
    text(about, 'content_type', 'contentType', 'mime_type', 'mimeType') ??
    hintedType(hint)
  const ending = url === undefined ? (contentType?.split('/')[1] ?? 'bin').split('+')[0] : ''
  const own = url === undefined ? `output.${ending}` : fileName(url)
  const given = text(about, 'file_name', 'fileName', 'filename', 'name') ?? own
  const name = given.length > MAX_NAME ? given.slice(0, MAX_NAME - NAME_END) + given.slice(-NAME_END) : given
  const sure =
    (url === undefined ? undefined : kindOfName(own)) ??
    kindOfName(name) ??
    (contentType === undefined ? undefined : kindOfContentType(contentType))
  const width = size(about['width'])
  const height = size(about['height'])
  const kind =
    (embedded && contentType ? kindOfContentType(contentType) : undefined) ?? sure ?? kindOfKey(key) ?? 'file'
  return {
    kind,
    url: url ?? embedded?.url ?? '',
    name,
    ...captionOf(key),
    ...(width && height ? { width, height } : undefined),
    ...(contentType ? { contentType } : undefined),
    ...(embedded ? { isEmbedded: true } : sure ? undefined : { isUnsure: true }),
    ...(kind === 'image' && /mask/i.test(key) ? { isMask: true } : undefined),
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
