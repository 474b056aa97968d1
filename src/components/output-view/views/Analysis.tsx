import { useState } from 'react'
import { enAnalysis } from '../../../messages/english/en-analysis.js'
import { formatPercent } from '../../../messages/format-percent.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import { CopyButton } from '../TextOutput.js'
import { cutText } from '../../internal/cut-text.js'
import { jsonText } from './JsonTree.js'
import type { BoxesPiece, EmbeddingPiece, Label, LabelsPiece } from '../output-piece.js'
import { Part } from '../parts.js'

// Rows beyond these are for a program: the copy button has them all.
const MAX_ROWS = 200
const SHOWN_VALUES = 6
const MAX_LABEL = 200

interface AnalysisProps {
  piece: LabelsPiece | BoxesPiece | EmbeddingPiece
  /** The picture that was looked at. */
  before?: string
}

/** What a model found out about its input: labels, places in a picture, a vector. */
export function Analysis({ piece, before }: AnalysisProps) {
  const messages = useAreaMessages(enAnalysis)
  switch (piece.kind) {
    case 'labels':
      return (
        <Labels labels={piece.labels} name={piece.caption ?? messages.outputLabels} value={piece.labels} />
      )
    case 'boxes':
      return (
        <>
          {before !== undefined && <Boxes piece={piece} before={before} />}
          <Labels labels={piece.boxes} name={piece.caption ?? messages.outputBoxes} value={piece.boxes} />
        </>
      )
    case 'embedding':
      return (
        <Part part="item" look="stack" data-kind="embedding">
          <Part part="embedding" look="well row">
            <Part part="caption" as="span" look="label">
              {piece.caption ?? messages.outputEmbedding}
            </Part>
            <Part part="fileKind" as="span" look="hint">
              {messages.outputDimensions(piece.values.length)}
            </Part>
            <Part part="caption" as="span" look="hint mono" dir="ltr">
              {piece.values
                .slice(0, SHOWN_VALUES)
                .map((value) => value.toPrecision(3))
                .join(', ')}{' '}
              …
            </Part>
          </Part>
          <Part part="actions" look="row">
            <CopyButton text={() => jsonText(piece.values)} />
          </Part>
        </Part>
      )
    default:
      return piece satisfies never
  }
}

function Labels({ labels, name, value }: { labels: readonly Label[]; name: string; value: unknown }) {
  const messages = useAreaMessages(enAnalysis)
  return (
    <Part part="item" look="stack" data-kind="labels">
      <Part part="labels" as="ul" look="well list stack" aria-label={name} role="list">
        {labels.slice(0, MAX_ROWS).map(({ label, score }, index) => (
          <li key={index}>
            <span dir="auto">{cutText(label, MAX_LABEL) || index + 1}</span>
            {score !== undefined && (
              <>
                <meter min={0} max={1} value={score} aria-hidden="true" />
                <span>{formatPercent(messages.locale, score)}</span>
              </>
            )}
          </li>
        ))}
        {labels.length > MAX_ROWS && <li>{messages.outputMore(labels.length - MAX_ROWS)}</li>}
      </Part>
      <Part part="actions" look="row">
        <CopyButton text={() => jsonText(value, 2)} />
      </Part>
    </Part>
  )
}

/** The boxes over the picture, which says its size when it is there. */
function Boxes({ piece, before }: { piece: BoxesPiece; before: string }) {
  const messages = useAreaMessages(enAnalysis)
  const [size, setSize] = useState<{ width: number; height: number }>()
  const percent = (value: number, of: number) => `${(value / of) * 100}%`
  return (
    <Part part="boxes" role="img" aria-label={`${piece.caption ?? messages.outputBoxes}: ${namesOf(piece)}`}>
      <Part
        part="under"
        as="img"
        src={before}
        alt=""
        referrerPolicy="no-referrer"
        onLoad={({ currentTarget }) =>
          setSize({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
        }
      />
      {size &&
        size.width > 0 &&
        piece.boxes.slice(0, MAX_ROWS).map((box, index) => (
          <Part
            key={index}
            part="box"
            as="span"
            style={{
              left: percent(box.left, size.width),
              top: percent(box.top, size.height),
              width: percent(box.width, size.width),
              height: percent(box.height, size.height),
            }}
          >
            {box.label && <span>{cutText(box.label, MAX_LABEL)}</span>}
          </Part>
        ))}
    </Part>
  )
}

function namesOf({ boxes }: BoxesPiece): string {
  return boxes
    .slice(0, MAX_ROWS)
    .map(({ label }) => cutText(label, MAX_LABEL))
    .filter(Boolean)
    .join(', ')
}
