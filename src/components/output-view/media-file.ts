import type { MediaKind } from './output-piece.js'

const EXTENSIONS: Record<Exclude<MediaKind, 'file'>, readonly string[]> = {
  image: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif', 'svg', 'bmp', 'apng', 'jfif'],
  video: ['mp4', 'webm', 'mov', 'm4v', 'ogv', 'mkv'],
  audio: ['mp3', 'wav', 'ogg', 'oga', 'm4a', 'flac', 'aac', 'opus'],
  model3d: ['glb', 'gltf', 'obj', 'fbx', 'stl', 'ply', 'usdz'],
}

/** How base64 of a file begins, by content type. */
const SIGNATURES: readonly (readonly [start: string, contentType: string])[] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['SUQz', 'audio/mpeg'],
  ['T2dnUw', 'audio/ogg'],
  ['JVBERi', 'application/pdf'],
]

/** Shorter texts are texts, whatever they begin with. */
const MIN_BASE64_LENGTH = 64

/** What a file is, by its extension; `file` for one that is neither shown nor played; undefined where there is none. */
export function kindOfName(name: string): MediaKind | undefined {
  const extension = /\.([a-z\d]{1,5})$/i.exec(name)?.[1]?.toLowerCase()
  if (!extension) return undefined
  const found = Object.entries(EXTENSIONS).find(([, extensions]) => extensions.includes(extension))
  return (found?.[0] as MediaKind | undefined) ?? 'file'
}

/** What a file is, by its content type; undefined where that says nothing (`application/octet-stream`). */
export function kindOfContentType(contentType: string): MediaKind | undefined {
  const [type = '', subtype = ''] = contentType.toLowerCase().split(';')[0]?.trim().split('/') ?? []
  if (type === 'image' || type === 'video' || type === 'audio') return type
  if (type === 'model') return 'model3d'
  return !subtype || subtype === 'octet-stream' ? undefined : 'file'
}

/** What a property's name says of the file in it: `video`, `image_url`, `audio_file`, `model_mesh`. */
export function kindOfKey(key: string): MediaKind | undefined {
  const [word] = /image|picture|mask|video|audio|speech|vocals|drums|mesh|glb/.exec(key.toLowerCase()) ?? []
  switch (word) {
    case undefined:
      return undefined
    case 'video':
      return 'video'
    case 'audio':
    case 'speech':
    case 'vocals':
    case 'drums':
      return 'audio'
    case 'mesh':
    case 'glb':
      return 'model3d'
    default:
      return 'image'
  }
}

/** The name a URL ends in, or its host where it ends in none. A presigned URL may name the file in its query. */
export function fileName(url: string): string {
  const { pathname, hostname, searchParams } = new URL(url)
  const disposition = searchParams.get('response-content-disposition') ?? ''
  const [, named] = /filename="?([^";]+)/i.exec(disposition) ?? []
  const tail = named ?? pathname.split('/').findLast(Boolean) ?? ''
  if (!tail) return hostname
  try {
    return decodeURIComponent(tail)
  } catch {
    // A stray % is no reason to show nothing.
    return tail
  }
}

/** The content of a `data:` URI or of bare base64 that begins as a file does, as a `data:` URI. */
export function embeddedFile(text: string): { url: string; contentType: string } | undefined {
  const [, type] = /^\s*data:([\w.+-]+\/[\w.+-]+)[;,]/i.exec(text.slice(0, 200)) ?? []
  if (type) return { url: text.trim(), contentType: type.toLowerCase() }
  if (text.length < MIN_BASE64_LENGTH) return undefined
  const [, contentType] = SIGNATURES.find(([start]) => text.startsWith(start)) ?? []
  // What does not belong is looked for: a pattern for the whole would step back through megabytes.
  if (!contentType || /[^A-Za-z\d+/\s]/.test(text.trimEnd().replace(/={1,2}$/, ''))) return undefined
  // RIFF holds WebP and WAV.
  const exact =
    contentType === 'image/webp' && atob(text.slice(0, 16)).endsWith('WAVE') ? 'audio/wav' : contentType
  return { url: `data:${exact};base64,${text.replace(/\s/g, '')}`, contentType: exact }
}
