import { useState } from 'react'
import { enOutput } from '../../messages/english/en-output.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { DataView } from './DataView.js'
import type { MediaPiece } from './output-piece.js'
import { Part } from './parts.js'

interface OutputImageProps {
  piece: MediaPiece
  alt: string
  width?: number
  height?: number
  /** The picture below a mask. */
  under?: string
  onBroken(): void
  onView?: () => void
}

/** A picture in a frame that keeps its place from the start. It opens large, and can be dragged out as a file. */
export function OutputImage({ piece, alt, width, height, under, onBroken, onView }: OutputImageProps) {
  const messages = useAreaMessages(enOutput)
  const [state, setState] = useState<'loading' | 'loaded'>('loading')
  const loaded = () => setState('loaded')
  const content = piece.isEmbedded ? (
    <DataView>
      {({ EmbeddedImage }) => <EmbeddedImage url={piece.url} alt={alt} onLoad={loaded} onError={onBroken} />}
    </DataView>
  ) : (
    <Part
      part="image"
      as="img"
      src={piece.url}
      alt={alt}
      width={width}
      height={height}
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      onLoad={loaded}
      onError={onBroken}
      // Chromium saves what is dropped on a folder under this name.
      onDragStart={(event) =>
        event.dataTransfer.setData(
          'DownloadURL',
          `${piece.contentType ?? 'image/png'}:${piece.name}:${piece.url}`,
        )
      }
    />
  )
  return (
    <Part
      part="frame"
      state={state}
      data-sized={width && height ? '' : undefined}
      data-mask={under ? '' : undefined}
    >
      {under && <Part part="under" as="img" src={under} alt="" referrerPolicy="no-referrer" />}
      {onView && !piece.isEmbedded ? (
        <Part
          part="view"
          as="button"
          type="button"
          aria-haspopup="dialog"
          title={messages.outputView}
          onClick={onView}
        >
          {content}
        </Part>
      ) : (
        content
      )}
    </Part>
  )
}
