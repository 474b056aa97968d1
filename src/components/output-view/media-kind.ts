import type { MediaKind } from './output-piece.js'

const EXTENSIONS: Record<Exclude<MediaKind, 'file'>, readonly string[]> = {
  image: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif', 'svg', 'bmp', 'apng', 'jfif'],
  video: ['mp4', 'webm', 'mov', 'm4v', 'ogv', 'mkv'],
  audio: ['mp3', 'wav', 'ogg', 'oga', 'm4a', 'flac', 'aac', 'opus'],
  model3d: ['glb', 'gltf', 'obj', 'fbx', 'stl', 'ply', 'usdz'],
}

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
  const [word] = /image|picture|video|audio|speech|mesh|glb/.exec(key.toLowerCase()) ?? []
  switch (word) {
    case undefined:
      return undefined
    case 'video':
      return 'video'
    case 'audio':
    case 'speech':
      return 'audio'
    case 'mesh':
    case 'glb':
      return 'model3d'
    default:
      return 'image'
  }
}
