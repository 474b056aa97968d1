import type { Messages } from '../../messages/messages.js'
import type { FileItem } from '../../protocol/file-item.js'
import { UPLOAD_MARK } from '../../protocol/upload-mark.js'

export type FileKind = 'image' | 'video' | 'audio' | 'text' | 'model' | 'other'

const KINDS: Readonly<Record<Exclude<FileKind, 'other'>, readonly string[]>> = {
  image: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif', 'svg', 'heic'],
  video: ['mp4', 'webm', 'mov', 'm4v', 'mkv'],
  audio: ['mp3', 'wav', 'ogg', 'flac', 'm4a', 'opus', 'aac'],
  text: ['txt', 'md', 'csv', 'json', 'srt', 'vtt'],
  model: ['glb', 'gltf', 'obj', 'usdz', 'stl'],
}

/** Prefix that the platform puts before a name: random characters or a UUID, then a dash. */
const PREFIX = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9_]{6,})-(?=.)/

/** The name a file was uploaded under, as far as its address keeps it. */
export function fileName(file: FileItem): string {
  const path = (file.storageKey ?? file.url).split(/[?#]/)[0] ?? ''
  const tail = path.split('/').findLast(Boolean) ?? file.id
  return decoded(tail).replace(PREFIX, '').replace(UPLOAD_MARK, '')
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

/** The file's name to a screen reader. */
export function fileWords(file: FileItem, messages: Messages): string {
  return messages.libraryFile(
    fileName(file),
    kindWords(fileKind(file), messages),
    file.sizeBytes,
    file.isFavorited,
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
