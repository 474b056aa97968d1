import { fileName } from '../../hooks/file-name.js'
import type { Messages } from '../../messages/messages.js'
import type { FileItem } from '../../protocol/file-item.js'

export type FileKind = 'image' | 'video' | 'audio' | 'text' | 'model' | 'other'

const KINDS: Readonly<Record<Exclude<FileKind, 'other'>, readonly string[]>> = {
  image: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif', 'svg', 'heic'],
  video: ['mp4', 'webm', 'mov', 'm4v', 'mkv'],
  audio: ['mp3', 'wav', 'ogg', 'flac', 'm4a', 'opus', 'aac'],
  text: ['txt', 'md', 'csv', 'json', 'srt', 'vtt'],
  model: ['glb', 'gltf', 'obj', 'usdz', 'stl'],
}

export function fileKind(file: FileItem): FileKind {
  const type = file.mimeType?.split('/')[0] ?? ''
  if (type === 'image' || type === 'video' || type === 'audio' || type === 'text' || type === 'model')
    return type
  const extension = /\.([a-z0-9]+)$/i.exec(fileName(file))?.[1]?.toLowerCase() ?? ''
  for (const [kind, extensions] of Object.entries(KINDS)) {
    // The keys of KINDS are kinds; Object.entries forgets it.
    if (extensions.includes(extension)) return kind as FileKind
  }
  return 'other'
}

export function kindWords(kind: FileKind, messages: Messages): string {
  return {
    image: messages.libraryKindImage,
    video: messages.libraryKindVideo,
    audio: messages.libraryKindAudio,
    text: messages.libraryKindText,
    model: messages.libraryKindModel,
    other: messages.libraryKindOther,
  }[kind]
}
