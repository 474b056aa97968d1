import { useState, useEffect } from 'react'
import { enOutput } from '../../messages/english/en-output.js'
import { FileName } from '../internal/FileName.js'
import { Icon } from '../internal/Icon.js'
import { KIND_ICONS } from '../internal/icons/kind-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { DataView } from './DataView.js'
import { MediaActions, type MediaOptions } from './MediaActions.js'
import type { MediaPiece, MediaKind } from './output-piece.js'
import { Part } from './parts.js'

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

/**
 * What a file is. Where its name does not tell, the server is asked once; where that says nothing (a presigned URL allows
 * one method only), the browser tries to show it. Until then it is what it most likely is.
 */
function useMediaKind(piece: MediaPiece): MediaKind {
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
function OutputImage({ piece, alt, width, height, under, onBroken, onView }: OutputImageProps) {
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
