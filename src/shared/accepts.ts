/** What may be chosen: the value of `<input accept>`, a list of its entries, or react-dropzone's map of type → extensions. */
export type Accept = string | readonly string[] | Readonly<Record<string, string | readonly string[]>>

/**
 * Names of one and the same kind of file: systems and browsers do not agree on types, and some know none at all.
 * The first type is the registered one.
 */
const KINDS: readonly { types: string; extensions: string }[] = [
  { types: 'image/jpeg image/jpg image/pjpeg', extensions: 'jpg jpeg jpe jfif' },
  { types: 'image/png image/x-png', extensions: 'png' },
  { types: 'image/avif', extensions: 'avif' },
  { types: 'image/heic image/heif image/heic-sequence image/heif-sequence', extensions: 'heic heif' },
  { types: 'image/svg+xml image/svg', extensions: 'svg' },
  { types: 'image/webp', extensions: 'webp' },
  { types: 'image/tiff image/tif', extensions: 'tif tiff' },
  { types: 'audio/mpeg audio/mp3 audio/mpeg3 audio/x-mp3 audio/x-mpeg', extensions: 'mp3' },
  { types: 'audio/wav audio/x-wav audio/wave audio/vnd.wave audio/x-pn-wav', extensions: 'wav' },
  { types: 'audio/mp4 audio/m4a audio/x-m4a', extensions: 'm4a' },
  { types: 'audio/aac audio/x-aac', extensions: 'aac' },
  { types: 'audio/flac audio/x-flac', extensions: 'flac' },
  { types: 'audio/ogg audio/opus', extensions: 'opus oga ogg' },
  { types: 'video/mp4', extensions: 'mp4 m4v' },
  { types: 'video/quicktime', extensions: 'mov' },
  { types: 'video/x-matroska', extensions: 'mkv' },
  { types: 'application/zip application/x-zip-compressed application/x-zip', extensions: 'zip' },
  { types: 'application/json text/json', extensions: 'json' },
  { types: 'application/pdf application/x-pdf', extensions: 'pdf' },
  { types: 'text/csv application/csv application/vnd.ms-excel', extensions: 'csv' },
  { types: 'text/markdown text/x-markdown', extensions: 'md' },
  { types: 'model/gltf-binary', extensions: 'glb' },
  { types: 'model/gltf+json', extensions: 'gltf' },
]

/** Types that say nothing of what is in a file. */
const SAYS_NOTHING: readonly string[] = [
  '',
  'application/octet-stream',
  'binary/octet-stream',
  'application/x-unknown',
]

/** Whether a file is of an accepted kind: by its type, by another name of that type, or by its extension. */
export function accepts(accept: Accept | undefined, file: { name: string; type: string }): boolean {
  const entries = acceptEntries(accept)
  if (!entries.length) return true
  const name = file.name.toLowerCase()
  const extension = /\.([a-z0-9]+)$/.exec(name)?.[1] ?? ''
  const given = file.type.toLowerCase().split(';')[0]?.trim() ?? ''
  const types = SAYS_NOTHING.includes(given) ? [given, ...typesOf(extension)] : namesOf(given)
  return entries.some((entry) => {
    if (entry === '*' || entry === '*/*') return true
    if (entry.startsWith('.')) return name.endsWith(entry) || isSameKind(entry.slice(1), extension)
    if (entry.endsWith('/*')) return types.some((type) => type.startsWith(entry.slice(0, -1)))
    return types.includes(entry)
  })
}

function hasWord(words: string, word: string): boolean {
  return word !== '' && words.split(' ').includes(word)
}

/** The types of an extension. */
function typesOf(extension: string): string[] {
  return KINDS.find(({ extensions }) => hasWord(extensions, extension))?.types.split(' ') ?? []
}

/** A type with its other names. */
function namesOf(type: string): string[] {
  return KINDS.find(({ types }) => hasWord(types, type))?.types.split(' ') ?? [type]
}

function isSameKind(extension: string, other: string): boolean {
  return KINDS.some(({ extensions }) => hasWord(extensions, extension) && hasWord(extensions, other))
}

/** The entries in lower case, as `<input accept>` takes them. */
export function acceptEntries(accept: Accept | undefined): string[] {
  if (accept === undefined) return []
  const list =
    typeof accept === 'string'
      ? [accept]
      : isList(accept)
        ? accept
        : Object.entries(accept).flatMap(([type, extensions]) => [
            type,
            ...(isList(extensions) ? extensions : [extensions]),
          ])
  return list
    .flatMap((entry) => entry.toLowerCase().split(','))
    .map((entry) => entry.trim())
    .filter(Boolean)
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value)
}

/** What may be chosen, as `<input accept>` takes it; undefined where everything may. */
export function inputAccept(accept: Accept | undefined): string | undefined {
  return acceptEntries(accept).join(',') || undefined
}
