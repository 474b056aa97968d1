import { kindOfContentType } from './media-file.js'
import type { MediaKind } from './output-piece.js'

/** A browser that has not decided by then whether a file is an image or a video is not asked further, ms. */
const PROBE_MS = 15_000

/** What a file is, whose name does not tell: `kind` is what it most likely is. Undefined where nobody knows. */
export async function detectKind(
  url: string,
  kind: MediaKind,
  signal: AbortSignal,
): Promise<MediaKind | undefined> {
  const type = await readContentType(url, signal)
  return (type && kindOfContentType(type)) || (kind === 'file' ? await probe(url) : undefined)
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
