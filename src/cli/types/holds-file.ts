const NAMES =
  /(?:^|_)(?:image|img|photo|picture|mask|frame|video|audio|file|url|uri)s?(?:_?(?:url|uri|file|path)s?)?$/i
// Addresses that are given, not uploaded.
const NOT_A_FILE = /webhook|callback|redirect/i

/**
 * Whether a string of this name holds the URL of a file: told by `format: "uri"` or by names such as `end_image`.
 * Generous, as a type may be: a yes too many only allows a Blob where nobody gives one.
 */
export function holdsFile(name: string, format: string | undefined): boolean {
  return format === 'uri' || (NAMES.test(name) && !NOT_A_FILE.test(name))
}
