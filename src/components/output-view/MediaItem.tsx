import { useState } from 'react'
import { enOutput } from '../../messages/english/en-output.js'
import { FileName } from '../internal/FileName.js'
import { Icon } from '../internal/Icon.js'
import { KIND_ICONS } from '../internal/icons/kind-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { DataView } from './DataView.js'
import { MediaActions, type MediaOptions } from './MediaActions.js'
import type { MediaPiece } from './output-piece.js'
import { OutputImage } from './OutputImage.js'
import { Part } from './parts.js'
import { useMediaKind } from './use-media-kind.js'

interface MediaItemProps {
  piece: MediaPiece
  /** From 1. */
  position: number
  total: number
  options: MediaOptions
  onView?: () => void
}

/** One file of the output: shown or played where a browser can, else a card to fetch it by. */
export function MediaItem({ piece, position, total, options, onView }: MediaItemProps) {
  const messages = useAreaMessages(enOutput)
  const kind = useMediaKind(piece)
  const [broken, setBroken] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const { url, name, caption } = piece
  const { modelViewer } = options
  const width = piece.width ?? options.size?.width
  const height = piece.height ?? options.size?.height
  // The browser plays a `data:` URI only where the page's CSP allows it: saved, it plays everywhere.
  const shownKind = piece.isEmbedded && kind !== 'image' ? 'file' : kind

  function shown() {
    if (broken && shownKind !== 'file')
      return (
        <DataView fallback={card()}>
          {({ BrokenMedia }) => (
            <BrokenMedia
              kind={shownKind}
              onRetry={
                piece.isEmbedded
                  ? undefined
                  : () => {
                      setBroken(false)
                      setAttempt((count) => count + 1)
                    }
              }
            />
          )}
        </DataView>
      )
    switch (shownKind) {
      case 'image':
        return (
          <OutputImage
            key={attempt}
            piece={piece}
            alt={altOf()}
            width={width}
            height={height}
            under={piece.isMask ? options.before : undefined}
            onBroken={() => setBroken(true)}
            onView={onView}
          />
        )
      case 'video':
        return (
          <Part
            key={attempt}
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
            onError={() => setBroken(true)}
          />
        )
      case 'audio':
        return (
          <Part
            key={attempt}
            part="audio"
            as="audio"
            src={url}
            controls
            preload="metadata"
            aria-label={caption ?? messages.outputAudio(position, total)}
            onError={() => setBroken(true)}
          />
        )
      case 'model3d':
        return modelViewer && /\.(?:glb|gltf)$/i.test(name) ? (
          <DataView fallback={card()}>
            {({ ModelView }) => <ModelView url={url} load={modelViewer} card={card()} />}
          </DataView>
        ) : (
          card()
        )
      case 'file':
        return card()
      default:
        return shownKind satisfies never
    }
  }

  function card() {
    return (
      <Part part="file" look="well row line">
        <Icon path={KIND_ICONS[kind]} />
        <Part part="fileName" as="bdi" look="label truncate" title={name}>
          <FileName name={name} />
        </Part>
        <Part part="fileKind" as="span" look="hint">
          {kind === 'model3d' ? messages.outputModel3d : messages.outputFile}
        </Part>
      </Part>
    )
  }

  /** What a picture shows is best said by what was asked for. */
  function altOf() {
    const number = total > 1 ? ` (${messages.outputPosition(position, total)})` : ''
    if (caption) return caption
    return options.alt ? options.alt + number : messages.outputImage(position, total)
  }

  return (
    <Part part="item" as={caption ? 'figure' : 'div'} look="stack" data-kind={broken ? 'file' : kind}>
      {shown()}
      {caption && (
        <Part part="caption" as="figcaption" look="hint">
          {caption}
        </Part>
      )}
      <MediaActions
        piece={piece}
        kind={kind}
        isOne={total === 1}
        isOver={total > 1 && kind === 'image' && !broken}
        options={options}
      />
    </Part>
  )
}
