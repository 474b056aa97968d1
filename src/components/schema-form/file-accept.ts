import type { JsonSchema } from '../../protocol/model.js'

const MEDIA =
  /(?:^|_)(image|img|photo|picture|mask|frame|video|audio|voice|file)(?:_?(?:url|uri|file|path))?s?$/
const LINK = /(?:^|_)(?:url|uri)s?$/
// Addresses that are given, not uploaded.
const NOT_A_FILE = /webhook|callback|redirect/
const FILE_FORMATS = ['uri', 'url', 'binary', 'data-url']

/**
 * Whether a string field holds the URL of a file, and which kinds of file fit: told by `format: "uri"`, or by names
 * such as `image`, `end_image`, `reference_images`, `video_url`. Returns an `accept` value ('' = any), or undefined.
 */
export function fileAccept(name: string, schema: JsonSchema): string | undefined {
  const isString = schema.type === 'string' || (schema.type === undefined && schema.format !== undefined)
  if (!isString || schema.enum || NOT_A_FILE.test(name)) return undefined
  const [, word] = MEDIA.exec(name.toLowerCase()) ?? []
  const isFile = FILE_FORMATS.includes(schema.format ?? '') || word !== undefined || LINK.test(name)
  if (!isFile) return undefined
  switch (word) {
    case undefined:
    case 'file':
      return ''
    case 'video':
      return 'video/*'
    case 'audio':
    case 'voice':
      // Voices are more often names than recordings: only a declared file counts.
      return word === 'voice' && !schema.format && !LINK.test(name) ? undefined : 'audio/*'
    default:
      return 'image/*'
  }
}
