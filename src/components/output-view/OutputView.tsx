'use client'
import { forwardRef, useMemo, useState } from 'react'
import { enOutput } from '../../messages/english/en-output.js'
import type { JsonSchema } from '../../protocol/model.js'
import { createChunk, useChunk } from '../internal/chunk.js'
import type { ComponentOf, PropsOf } from '../internal/part-props.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import * as mediaIcons from '../internal/icons/media-icons.js'
import { useKeepFocusWithin } from '../internal/use-keep-focus-within.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { useRootRef } from '../internal/use-root-ref.js'
import { classifyOutput } from './classify-output.js'
import { DataView } from './DataView.js'
import type { MediaOptions } from './MediaActions.js'
import { MediaItem } from './MediaItem.js'
import type { MediaPiece, OutputPiece } from './output-piece.js'
import { type OutputViewParts, Part, Root } from './parts.js'
import { TextOutput } from './TextOutput.js'

const viewerChunk = createChunk(() => import('./Viewer.js'))

/**
 * Shows whatever a model gave: pictures, video, audio, 3D files, text, transcripts, labels, boxes, vectors, JSON, or nothing.
 * What it is, is decided by its shape, by file extension, then by content type. Only http(s) URLs are linked; files that
 * are in the output itself are decoded. A picture opens large, and can be copied and saved.
 *
 * @example
 * const { output } = useResult(requestId)
 * <OutputView output={output} />
 */
export const OutputView: ComponentOf<OutputViewProps, 'div'> = forwardRef(function OutputView(props, ref) {
  const { output, schema, download = true, purged = false, size, alt, before, ...more } = props
  const { onUse, onUseSeed, modelViewer, children, ...outer } = more
  const messages = useAreaMessages(enOutput)
  const root = useRootRef(ref)
  useKeepFocusWithin(root)
  const pieces = useMemo(() => classifyOutput(output, schema), [output, schema])
  const [paged, setPaged] = useState<{ pieces: readonly OutputPiece[]; shown: number }>()
  const limit = paged?.pieces === pieces ? paged.shown : PAGE
  const isShown = ({ kind }: OutputPiece, index: number) => index < limit || kind === 'data'
  const media = pieces.filter(isMedia)
  const isOneText = pieces.filter(({ kind }) => kind === 'text' || kind === 'transcript').length === 1
  const [viewed, setViewed] = useState<string>()
  const viewer = useChunk(viewerChunk, viewed !== undefined)
  const images = media.filter(({ kind, isEmbedded }) => kind === 'image' && !isEmbedded)
  const options: MediaOptions = { download, size, alt, before, onUse, modelViewer }
  const positionOf = new Map(images.map(({ url }, index) => [url, index]))

  function view(url: string) {
    setViewed(url)
    // Where it could not be fetched, another click tries again.
    void viewerChunk.load()
  }

  return (
    <Root
      outer={outer}
      ref={root}
      look="stack"
      state={pieces.length > 0 ? 'filled' : purged ? 'purged' : 'empty'}
    >
      {children ? (
        children({ pieces })
      ) : (
        <>
          {pieces.length === 0 && (
            <Part part="empty" as="p" look="hint empty stack">
              <Icon path={mediaIcons.image} />
              {purged ? messages.outputPurged : messages.outputNothing}
            </Part>
          )}
          {media.length > 0 && (
            <Part part="grid" data-count={media.length}>
              {pieces
                .filter(isShown)
                .filter(isMedia)
                .map((piece, index) => (
                  <MediaItem
                    key={keyOf(piece, index)}
                    piece={piece}
                    position={index + 1}
                    total={media.length}
                    options={options}
                    onView={positionOf.has(piece.url) ? () => view(piece.url) : undefined}
                  />
                ))}
            </Part>
          )}
          {pieces.map((piece, index) => {
            if (!isShown(piece, index)) return null
            switch (piece.kind) {
              case 'text':
                return <TextOutput key={index} text={piece.text} caption={piece.caption} isOne={isOneText} />
              case 'data':
                return pieces.length === 1 ? (
                  <DataView key={index}>{({ JsonTree }) => <JsonTree value={piece.value} />}</DataView>
                ) : (
                  <OutputDetails key={index} value={piece.value} onUseSeed={onUseSeed} />
                )
              case 'transcript':
                return (
                  <DataView key={index} fallback={<TextOutput text={piece.text} isOne={isOneText} />}>
                    {({ Transcript }) => <Transcript piece={piece} isOne={isOneText} />}
                  </DataView>
                )
              case 'labels':
              case 'boxes':
              case 'embedding':
                return (
                  <DataView key={index}>
                    {({ Analysis }) => <Analysis piece={piece} before={before} />}
                  </DataView>
                )
              case 'unsafe':
              default:
                return null
            }
          })}
          {pieces.length > limit && (
            <DataView>
              {({ MorePieces }) => (
                <MorePieces
                  left={pieces.length - limit}
                  onMore={() => setPaged({ pieces, shown: limit + PAGE })}
                />
              )}
            </DataView>
          )}
          {viewed !== undefined && viewer.state === 'ready' && (
            <viewer.value.Viewer
              viewable={images.map(({ url }, index) => ({
                url,
                alt: alt ?? messages.outputImage(index + 1, images.length),
              }))}
              first={positionOf.get(viewed) ?? 0}
              before={before}
              onClose={() => setViewed(undefined)}
            />
          )}
          {pieces.some(({ kind }) => kind === 'unsafe') && (
            <Part part="unsafe" as="p" look="hint">
              {messages.outputUnsafe}
            </Part>
          )}
        </>
      )}
    </Root>
  )
})

/** Pieces at once: a thousand files, each with what can be done with it, would take seconds to render. */
const PAGE = 100

const KEY_LENGTH = 500

/** Another file in the same place begins anew. The content of an embedded one may be megabytes. */
function keyOf({ url }: MediaPiece, index: number): string {
  return `${index} ${url.length} ${url.slice(0, KEY_LENGTH)}`
}

function isMedia(piece: OutputPiece): piece is MediaPiece {
  return 'url' in piece
}

interface OutputDetailsProps {
  value: unknown
  onUseSeed?: (seed: number) => void
}

/** What is not media (seed, timings, flags), folded below it. */
function OutputDetails({ value, onUseSeed }: OutputDetailsProps) {
  const messages = useAreaMessages(enOutput)
  const [open, setOpen] = useState(false)
  const { seed } = Object(value) as { seed?: unknown }
  return (
    <Part part="details" look="row">
      {onUseSeed && typeof seed === 'number' && (
        <Part
          part="useSeed"
          as="button"
          type="button"
          look="button small quiet"
          onClick={() => onUseSeed(seed)}
        >
          <Icon path={commonIcons.retry} />
          {messages.outputUseSeed}
        </Part>
      )}
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{messages.outputDetails}</summary>
        {open && <DataView>{({ JsonTree }) => <JsonTree value={value} />}</DataView>}
      </details>
    </Part>
  )
}

interface OutputViewOwnProps {
  /** What the model gave, as it came. */
  output: unknown
  /** The output's JSON schema (`useModel().outputSchema`): hints where the output itself says nothing. */
  schema?: JsonSchema
  /** Whether files can be saved. @default true */
  download?: boolean
  /** The output was removed by retention (`request.payloadsPurgedAt`): says so instead of "no output". @default false */
  purged?: boolean
  /** Pixels of the pictures, where they are known from the input: their place is kept in that ratio. */
  size?: { width: number; height: number }
  /** Alternative text of the pictures: best the prompt. @default messages.outputImage */
  alt?: string
  /** The input picture: masks and boxes are shown over it, and the large view compares with it. */
  before?: string
  /** Offers each file as an input; gets its URL. */
  onUse?: (url: string) => void
  /** Offers the seed of the output, where it has one. */
  onUseSeed?: (seed: number) => void
  /** Loads an element `model-viewer` when a 3D file is opened: `() => import('@google/model-viewer')`. @default a card to save it */
  modelViewer?: () => Promise<unknown>
}

export type OutputViewProps = PropsOf<
  'div',
  OutputViewParts,
  { pieces: readonly OutputPiece[] },
  OutputViewOwnProps
>
