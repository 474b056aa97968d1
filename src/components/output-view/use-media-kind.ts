import { useEffect, useState } from 'react'
import type { MediaKind, MediaPiece } from './output-piece.js'

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
      try {
        const { detectKind } = await import('./detect-kind.js')
        const found = await detectKind(url, kind, controller.signal)
        if (!controller.signal.aborted && found) setDetected({ url, kind: found })
      } catch {
        // The code could not be fetched: it stays what it most likely is.
      }
    }
    void find()
    return () => controller.abort()
  }, [url, kind, isUnsure])
  return (detected?.url === url && detected.kind) || kind
}
