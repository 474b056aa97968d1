import { useEffect, useState } from 'react'
import type { MediaKind, MediaPiece } from './output-piece.js'

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

/** A browser that has not decided by then whether a file is an image or a video is not asked further, ms. */
const PROBE_MS = 15_000

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
  if (!contentType || !/^[A-Za-z\d+/\s]+={0,2}\s*$/.test(text)) return undefined
  // RIFF holds WebP and WAV.
  const exact =
    contentType === 'image/webp' && atob(text.slice(0, 16)).endsWith('WAVE') ? 'audio/wav' : contentType
  return { url: `data:${exact};base64,${text.replace(/\s/g, '')}`, contentType: exact }
}

/** The bytes of a `data:` URI, without `fetch`, which a strict CSP refuses. */
export function blobOf(dataUrl: string): Blob {
  const comma = dataUrl.indexOf(',')
  const head = dataUrl.slice(5, comma)
  const body = dataUrl.slice(comma + 1)
  const text = /;base64$/i.test(head) ? atob(body.trim()) : decodeURIComponent(body)
  const bytes = /;base64$/i.test(head)
    ? Uint8Array.from(text, (char) => char.charCodeAt(0))
    : new TextEncoder().encode(text)
  return new Blob([bytes], { type: head.split(';')[0] })
}

/**
 * What a file is. Where its name does not tell, the server is asked once; where that says nothing (a presigned URL allows
 * one method only), the browser tries to show it. Until then it is what it most likely is.
 */
export function useMediaKind(piece: MediaPiece): MediaKind {
  const [detected, setDetected] = useState<{ url: string; kind?: MediaKind }>()
  const { url, kind, isUnsure } = piece
  useEffect(() => {
    if (!isUnsure) return
    const controller = new AbortController()
    async function find() {
      const type = await readContentType(url, controller.signal)
      const found = (type && kindOfContentType(type)) ?? (kind === 'file' ? await probe(url) : undefined)
      if (!controller.signal.aborted && found) setDetected({ url, kind: found })
    }
    void find()
    return () => controller.abort()
  }, [url, kind, isUnsure])
  return (detected?.url === url && detected.kind) || kind
}

/** The content type a server gives for a URL, or undefined where it does not say or may not be asked. */
async function readContentType(url: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal,
    })
    return response.ok ? (response.headers.get('content-type') ?? undefined) : undefined
  } catch {
    return undefined
  }
}

function probe(url: string): Promise<MediaKind | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), PROBE_MS)
    const done = (kind: MediaKind | undefined) => {
      clearTimeout(timer)
      resolve(kind)
    }
    const image = new Image()
    image.referrerPolicy = 'no-referrer'
    image.onload = () => done('image')
    image.onerror = () => {
      const video = document.createElement('video')
      video.preload = 'metadata'
      video.onloadedmetadata = () => done(video.videoWidth > 0 ? 'video' : 'audio')
      video.onerror = () => done(undefined)
      video.src = url
    }
    image.src = url
  })
}

/**
 * Saves a file from another origin. A `download` link alone would only open it there; where the file may not be read
 * (CORS), it is opened in a new tab after all.
 */
export async function saveFile(url: string, name: string): Promise<void> {
  if (url.startsWith('data:')) return saveBlob(blobOf(url), name)
  try {
    const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    saveBlob(await response.blob(), name)
  } catch {
    window.open(url, '_blank', 'noopener,noreferrer')
  }
}

export function saveBlob(blob: Blob, name: string): void {
  const local = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = local
  link.download = name
  link.click()
  // Browsers have begun to read it by then; kept, it would hold the file in memory.
  setTimeout(() => URL.revokeObjectURL(local), 60_000)
}
