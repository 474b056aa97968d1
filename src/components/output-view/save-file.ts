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

/** The bytes of a `data:` URI, without `fetch`, which a strict CSP refuses. */
export function blobOf(dataUrl: string): Blob {
  const comma = dataUrl.indexOf(',')
  const head = dataUrl.slice(5, comma)
  const body = dataUrl.slice(comma + 1)
  const isBase64 = /;\s*base64\s*$/i.test(head)
  const bytes = (isBase64 ? base64Bytes(body) : undefined) ?? percentBytes(body)
  return new Blob([bytes], { type: head.split(';')[0] })
}

/** Undefined where it is none: then the text is all that there is to save. */
function base64Bytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(text.includes('%') ? decodeURIComponent(text) : text)
    const bytes = new Uint8Array(binary.length)
    // By index: an iterator takes seconds for what a model gives for a video.
    for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index)
    return bytes
  } catch {
    return undefined
  }
}

/** Bytes, not text: `%FF` is no character of its own, and a stray `%` is one. */
function percentBytes(text: string): Uint8Array<ArrayBuffer> {
  const encoded = new TextEncoder().encode(text)
  const bytes = new Uint8Array(encoded.length)
  let length = 0
  for (let index = 0; index < encoded.length; index += 1) {
    const byte = encoded[index] ?? 0
    const hex = byte === PERCENT ? String.fromCharCode(...encoded.subarray(index + 1, index + 3)) : ''
    const isEscape = /^[\da-f]{2}$/i.test(hex)
    bytes[length] = isEscape ? parseInt(hex, 16) : byte
    length += 1
    if (isEscape) index += 2
  }
  return bytes.slice(0, length)
}

const PERCENT = 0x25

/** Puts a picture on the clipboard. Browsers take PNG only; the promise is handed over so that the click still counts. */
export async function copyImageFile(url: string): Promise<void> {
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(url) })])
}

async function pngOf(url: string): Promise<Blob> {
  const blob = url.startsWith('data:') ? blobOf(url) : await read(url)
  if (blob.type === 'image/png') return blob
  const bitmap = await createImageBitmap(blob)
  const canvas = document.createElement('canvas')
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (png) => (png ? resolve(png) : reject(new Error('The picture cannot be drawn'))),
      'image/png',
    )
  })
}

async function read(url: string): Promise<Blob> {
  const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' })
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  return response.blob()
}
