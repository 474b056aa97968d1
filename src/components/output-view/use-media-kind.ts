import { useEffect, useState } from 'react'
import { kindOfContentType } from './media-kind.js'
import type { MediaKind, MediaPiece } from './output-piece.js'
import { readContentType } from './read-content-type.js'

/** What a file is. Where its name does not tell, the server is asked once; till then it is what it most likely is. */
export function useMediaKind(piece: MediaPiece): MediaKind {
  const [told, setTold] = useState<{ url: string; kind?: MediaKind }>()
  const { url, isUnsure } = piece
  useEffect(() => {
    if (!isUnsure) return
    const controller = new AbortController()
    void readContentType(url, controller.signal).then((type) => {
      if (!controller.signal.aborted && type) setTold({ url, kind: kindOfContentType(type) })
    })
    return () => controller.abort()
  }, [url, isUnsure])
  return (told?.url === url && told.kind) || piece.kind
}
