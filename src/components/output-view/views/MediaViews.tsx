import { useEffect, useRef, createElement, type ReactNode, useState } from 'react'
import { blobOf } from '../save-file.js'
import { Part } from '../parts.js'
import { enOutput } from '../../../messages/english/en-output.js'
import { Icon } from '../../internal/Icon.js'
import * as commonIcons from '../../internal/icons/common-icons.js'
import { KIND_ICONS } from '../../internal/icons/kind-icons.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import type { MediaKind } from '../output-piece.js'
import * as mediaIcons from '../../internal/icons/media-icons.js'
import { enAnalysis } from '../../../messages/english/en-analysis.js'

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

interface BrokenMediaProps {
  kind: MediaKind
  /** Not given for what would fail again. */
  onRetry?: () => void
}

/** In the place of a file that could not be loaded. */
export function BrokenMedia({ kind, onRetry }: BrokenMediaProps) {
  const messages = useAreaMessages(enOutput)
  return (
    <Part part="frame" state="broken">
      <Part part="broken" look="stack">
        <Icon path={KIND_ICONS[kind]} />
        <Part part="broken" as="span" look="hint">
          {kind === 'video'
            ? messages.outputVideoBroken
            : kind === 'audio'
              ? messages.outputAudioBroken
              : messages.outputImageBroken}
        </Part>
        {onRetry && (
          <Part part="retry" as="button" type="button" look="button small" onClick={onRetry}>
            <Icon path={commonIcons.retry} />
            {messages.outputRetry}
          </Part>
        )}
      </Part>
    </Part>
  )
}

interface ModelViewProps {
  url: string
  /** Registers the element `model-viewer`. */
  load(): Promise<unknown>
  card: ReactNode
}

/** A 3D file, which is large: its viewer is fetched when somebody asks for it. Where that fails, the card stays. */
export function ModelView({ url, load, card }: ModelViewProps) {
  const messages = useAreaMessages(enOutput)
  const [state, setState] = useState<'closed' | 'loading' | 'open'>('closed')

  async function open() {
    setState('loading')
    try {
      await load()
      setState('open')
    } catch {
      setState('closed')
    }
  }

  if (state === 'open')
    return (
      <Part part="model">
        {createElement('model-viewer', { src: url, alt: messages.outputModel3d, 'camera-controls': true })}
      </Part>
    )
  return (
    <>
      {card}
      <Part
        part="view"
        as="button"
        type="button"
        look="button small"
        aria-disabled={state === 'loading' || undefined}
        onClick={() => void open()}
      >
        <Icon path={mediaIcons.cube} />
        {messages.outputView3d}
      </Part>
    </>
  )
}

/** Shows the next pieces of an output that has many. */
export function MorePieces({ left, onMore }: { left: number; onMore: () => void }) {
  const messages = useAreaMessages(enAnalysis)
  return (
    <Part part="more" as="button" type="button" look="button" onClick={onMore}>
      {messages.outputMore(left)}
    </Part>
  )
}
