import { FileName } from '../internal/FileName.js'
import { Icon } from '../internal/Icon.js'
import { useMessages } from '../internal/use-messages.js'
import type { MediaPiece } from './output-piece.js'
import { OutputImage } from './OutputImage.js'
import { Part } from './parts.js'
import { saveFile } from './save-file.js'
import { useMediaKind } from './use-media-kind.js'

interface MediaItemProps {
  piece: MediaPiece
  /** From 1. */
  position: number
  total: number
  download: boolean
  size?: { width: number; height: number }
}

/** One file of the output: shown or played where a browser can, else a card to fetch it by. */
export function MediaItem({ piece, position, total, download, size }: MediaItemProps) {
  const messages = useMessages()
  const kind = useMediaKind(piece)
  const { url, name } = piece
  const width = piece.width ?? size?.width
  const height = piece.height ?? size?.height

  function shown() {
    switch (kind) {
      case 'image':
        return (
          <OutputImage url={url} alt={messages.outputImage(position, total)} width={width} height={height} />
        )
      case 'video':
        return (
          <Part
            part="video"
            as="video"
            look="media"
            src={url}
            width={width}
            height={height}
            controls
            playsInline
            preload="metadata"
            aria-label={messages.outputVideo(position, total)}
          />
        )
      case 'audio':
        return (
          <Part
            part="audio"
            as="audio"
            src={url}
            controls
            preload="metadata"
            aria-label={messages.outputAudio(position, total)}
          />
        )
      case 'model3d':
      case 'file':
        return (
          <Part part="file" look="well row">
            <Icon name={kind === 'model3d' ? 'cube' : 'file'} />
            <Part part="fileName" as="bdi" look="label truncate" title={name}>
              <FileName name={name} />
            </Part>
            <Part part="fileKind" as="span" look="hint">
              {kind === 'model3d' ? messages.outputModel3d : messages.outputFile}
            </Part>
          </Part>
        )
      default:
        return kind satisfies never
    }
  }

  return (
    <Part part="item" look="stack" data-kind={kind}>
      {shown()}
      <Part part="actions" look="row">
        {download && (
          <Part
            part="download"
            as="a"
            look="button small"
            href={url}
            download={name}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={total > 1 ? `${messages.outputDownload}: ${name}` : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return
              event.preventDefault()
              void saveFile(url, name)
            }}
          >
            <Icon name="download" />
            {messages.outputDownload}
          </Part>
        )}
        <Part
          part="open"
          as="a"
          look="button small quiet icon"
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={total > 1 ? `${messages.outputOpen}: ${name}` : messages.outputOpen}
          title={messages.outputOpen}
        >
          <Icon name="external" />
        </Part>
      </Part>
    </Part>
  )
}
