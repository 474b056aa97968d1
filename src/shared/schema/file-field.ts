import type { JsonSchema } from '../../protocol/model.js'

export interface FileFieldHint {
  /** For a file input's `accept`; '' means any kind. */
  accept: string
  /**
   * Only the name speaks for a file: the field may as well take a name, a list or an id, so any text must be accepted
   * beside an upload.
   */
  isGuess: boolean
}

const MEDIA =
  /(?:^|[_-])(image|img|photo|picture|mask|video|audio|voice|file)(?:[_-]?(?:url|uri|file|path))?s?$/
// A frame is a picture at the ends of a video; elsewhere it is a number.
const FRAME =
  /(?:^|[_-])(?:first|last|start|end|tail|head|init|key)[_-]frames?(?:[_-]?(?:image|url|uri|file))*s?$/
const LINK = /(?:^|[_-])(?:url|uri)s?$/
// Addresses that are given, not uploaded.
const NOT_A_FILE = /webhook|callback|redirect/
const FILE_FORMATS: readonly unknown[] = ['uri', 'url', 'binary', 'data-url', 'base64', 'byte']
// What stands in the description of a link or a name that nobody uploads.
const SPEAKS_OF_TEXT =
  /hugging ?face|\brepo(?:sitory)?\b|\busername\b|\bqr\b|\bweb ?(?:site|page)|\byou ?tube|\bslug\b|\bhost ?name\b|\bendpoint\b/i
const SHORT_TEXT = 60

/**
 * Whether a string field holds a file, and which kinds fit: by `format: "uri"`, or by names such as `image`, `end_image`,
 * `reference_images`, `video_url`. Undefined for what is text.
 */
export function fileField(property: string, schema: JsonSchema): FileFieldHint | undefined {
  const isString =
    schema.type === 'string' ||
    (schema.type === undefined && (schema.format !== undefined || speaksOfFile(schema)))
  const name = property.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase()
  if (!isString || schema.enum || schema.const !== undefined || NOT_A_FILE.test(name)) return undefined
  const isDeclared = FILE_FORMATS.includes(schema.format) || typeof schema['contentMediaType'] === 'string'
  const word = FRAME.test(name)
    ? 'image'
    : (MEDIA.exec(name)?.[1] ?? (schema.type === undefined ? speaksOfFile(schema) : undefined))
  if (!isDeclared && (schema.format !== undefined || speaksOfText(schema))) return undefined
  // A bare `url` may be that of a page.
  if (isDeclared && !word && SPEAKS_OF_TEXT.test(textOf(schema))) return undefined
  if (!isDeclared && !word && !LINK.test(name)) return undefined
  // Voices are more often names than recordings.
  if (word === 'voice' && !isDeclared && !LINK.test(name)) return undefined
  return { accept: acceptOf(word), isGuess: !isDeclared }
}

function acceptOf(word: string | undefined): string {
  switch (word) {
    case undefined:
    case 'file':
      return ''
    case 'video':
      return 'video/*'
    case 'audio':
    case 'voice':
      return 'audio/*'
    default:
      return 'image/*'
  }
}

function speaksOfText(schema: JsonSchema): boolean {
  const start = schema.default
  if (typeof start === 'string' && start !== '' && !isFileUrl(start)) return true
  return (
    schema.pattern !== undefined ||
    (schema.maxLength !== undefined && schema.maxLength <= SHORT_TEXT) ||
    SPEAKS_OF_TEXT.test(textOf(schema))
  )
}

/** A value without a type, of which the description says that it is a file. */
function speaksOfFile(schema: JsonSchema): string | undefined {
  const isBare =
    !schema.properties && !schema.items && !schema.anyOf && !schema.oneOf && !schema.allOf && !schema.$ref
  return isBare
    ? /\b(image|video|audio)\b (?:data|file|bytes)\b/i.exec(textOf(schema))?.[1]?.toLowerCase()
    : undefined
}

function textOf({ title, description }: JsonSchema): string {
  return `${typeof title === 'string' ? title : ''} ${typeof description === 'string' ? description : ''}`
}

/** What a model can read a file from: a link, or the file itself as a `data:` URI. */
export function isFileUrl(text: string): boolean {
  return /^data:[^,]*,/i.test(text) || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
}
