'use client'
import { forwardRef, useMemo } from 'react'
import type { JsonSchema } from '../../protocol/model.js'
import type { ComponentOf, PropsOf } from '../internal/part-props.js'
import { Icon } from '../internal/Icon.js'
import { useKeepFocusWithin } from '../internal/use-keep-focus-within.js'
import { useMessages } from '../internal/use-messages.js'
import { useRootRef } from '../internal/use-root-ref.js'
import { classifyOutput } from './classify-output.js'
import { JsonTree } from './JsonTree.js'
import { MediaItem } from './MediaItem.js'
import type { MediaPiece, OutputPiece } from './output-piece.js'
import { type OutputViewParts, Part, Root } from './parts.js'
import { TextOutput } from './TextOutput.js'

/**
 * Shows whatever a model gave: pictures, video, audio, 3D files, text, JSON, or nothing. What it is, is told by file
 * extension, then by content type. Only http(s) URLs are rendered.
 *
 * @example
 * const { output } = useResult(requestId)
 * <OutputView output={output} />
 */
export const OutputView: ComponentOf<OutputViewProps, 'div'> = forwardRef(function OutputView(props, ref) {
  const { output, schema, download = true, purged = false, size, children, ...outer } = props
  const messages = useMessages()
  const root = useRootRef(ref)
  useKeepFocusWithin(root)
  const pieces = useMemo(() => classifyOutput(output, schema), [output, schema])
  const media = pieces.filter(isMedia)

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
              <Icon name="image" />
              {purged ? messages.outputPurged : messages.outputNothing}
            </Part>
          )}
          {media.length > 0 && (
            <Part part="grid" data-count={media.length}>
              {media.map((piece, index) => (
                <MediaItem
                  key={`${index} ${piece.url}`}
                  piece={piece}
                  position={index + 1}
                  total={media.length}
                  download={download}
                  size={size}
                />
              ))}
            </Part>
          )}
          {pieces.map((piece, index) => {
            if (piece.kind === 'text') return <TextOutput key={index} text={piece.text} />
            if (piece.kind === 'data') return <JsonTree key={index} value={piece.value} />
            return null
          })}
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

function isMedia(piece: OutputPiece): piece is MediaPiece {
  return 'url' in piece
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
}

export type OutputViewProps = PropsOf<
  'div',
  OutputViewParts,
  { pieces: readonly OutputPiece[] },
  OutputViewOwnProps
>
