/** What may be chosen: the value of `<input accept>`, a list of its entries, or react-dropzone's map of type → extensions. */
export type Accept = string | readonly string[] | Readonly<Record<string, string | readonly string[]>>

/** Types that some systems do not know by extension: there the browser gives none at all. */
const TYPE_BY_EXTENSION: Record<string, string> = {
  avif: 'image/avif',
  heic: 'image/heic',
  heif: 'image/heif',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  opus: 'audio/ogg',
  mkv: 'video/x-matroska',
  mov: 'video/quicktime',
  glb: 'model/gltf-binary',
  gltf: 'model/gltf+json',
}

/** Whether a file is of an accepted kind, by its type or by its name. */
export function accepts(accept: Accept | undefined, file: { name: string; type: string }): boolean {
  const entries = acceptEntries(accept)
  if (!entries.length) return true
  const name = file.name.toLowerCase()
  const extension = /\.([a-z0-9]+)$/.exec(name)?.[1] ?? ''
  const type = (file.type || TYPE_BY_EXTENSION[extension] || '').toLowerCase().split(';')[0] ?? ''
  return entries.some((entry) => {
    if (entry === '*' || entry === '*/*') return true
    if (entry.startsWith('.')) return name.endsWith(entry)
    if (entry.endsWith('/*')) return type.startsWith(entry.slice(0, -1))
    return type === entry
  })
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
