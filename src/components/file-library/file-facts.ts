import { fileName } from '../../hooks/file-name.js'
import type { LibraryTexts } from './library-texts.js'
import type { FileItem } from '../../protocol/file-item.js'

/** The run that made a file. */
export interface FileRun {
  requestId: string
  endpoint: string
  prompt?: string
}

/** An address without what changes from read to read (signatures). */
export function addressOf(url: string): string {
  return url.replace(/[?#].*$/, '')
}

/** What a file is called: an output by the prompt that it was made of, whose own name is random; all else by its name. */
export function fileTitle(file: FileItem, run: FileRun | undefined): string {
  return (file.source === 'request_output' ? run?.prompt : undefined) ?? fileName(file)
}

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

export function kindText(kind: FileKind, messages: LibraryTexts): string {
  return {
    image: messages.libraryKindImage,
    video: messages.libraryKindVideo,
    audio: messages.libraryKindAudio,
    text: messages.libraryKindText,
    model: messages.libraryKindModel,
    other: messages.libraryKindOther,
  }[kind]
}
