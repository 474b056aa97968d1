import { useEffect, useRef } from 'react'
import { blobOf } from './save-file.js'
import { Part } from './parts.js'

interface EmbeddedImageProps {
  /** `data:` */
  url: string
  alt: string
  onLoad(): void
  onError(): void
}

/** A picture whose bytes are in the output. Drawn, not linked: a strict CSP allows neither `data:` nor `blob:` images. */
export function EmbeddedImage({ url, alt, onLoad, onError }: EmbeddedImageProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let isCurrent = true
    async function draw() {
      try {
        const bitmap = await createImageBitmap(blobOf(url))
        if (!isCurrent || !canvas.current) return
        canvas.current.width = bitmap.width
        canvas.current.height = bitmap.height
        canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0)
        onLoad()
      } catch {
        if (isCurrent) onError()
      }
    }
    void draw()
    return () => {
      isCurrent = false
    }
    // The callbacks only set states.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [url])
  return <Part part="image" as="canvas" ref={canvas} role="img" aria-label={alt} />
}
