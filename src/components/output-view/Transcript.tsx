import { useState } from 'react'
import { enAnalysis } from '../../messages/english/en-analysis.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { CopyButton } from './CopyButton.js'
import { saveBlob } from './save-file.js'
import { cutText } from '../internal/cut-text.js'
import type { Segment, TranscriptPiece } from './output-piece.js'
import { Part } from './parts.js'
import { clockTime, subtitles, type SubtitleFormat } from './subtitles.js'

// Words with times of an hour of speech are ten thousand rows.
const STEP = 200
// More than this at once makes the page slow; the copy button and the files have all of it.
const MAX_TEXT = 200_000
const MAX_LINE = 5_000
const MAX_SPEAKER = 100

/** A transcript: the whole text, then its segments with times and speakers, to copy or to save as text, SRT or VTT. */
export function Transcript({ piece, isOne = true }: { piece: TranscriptPiece; isOne?: boolean }) {
  const messages = useAreaMessages(enAnalysis)
  const [shown, setShown] = useState(STEP)
  const { text, segments } = piece

  function save(format: SubtitleFormat | 'txt') {
    const content = format === 'txt' ? text : subtitles(format, segments)
    saveBlob(
      new Blob([content], { type: format === 'vtt' ? 'text/vtt' : 'text/plain' }),
      `transcript.${format}`,
    )
  }

  return (
    <Part part="item" look="stack" data-kind="transcript">
      <Part
        part="transcript"
        look="well stack"
        // Several would be landmarks of the same name.
        role={isOne ? 'region' : 'group'}
        aria-label={messages.outputTranscript}
        tabIndex={0}
        dir="auto"
      >
        <p>{cutText(text, MAX_TEXT)}</p>
        <Part part="segments" as="ol" look="list stack" role="list">
          {segments.slice(0, shown).map((segment, index) => (
            <SegmentRow key={index} segment={segment} />
          ))}
        </Part>
        {segments.length > shown && (
          <Part
            part="retry"
            as="button"
            type="button"
            look="button small"
            onClick={() => setShown((count) => count + STEP)}
          >
            {messages.outputMore(segments.length - shown)}
          </Part>
        )}
      </Part>
      <Part part="actions" look="row">
        <CopyButton text={() => text} />
        {(['txt', 'srt', 'vtt'] as const).map((format) => (
          <Part
            key={format}
            part="download"
            as="button"
            type="button"
            look="button small quiet"
            onClick={() => save(format)}
          >
            {messages.outputDownloadAs(format.toUpperCase())}
          </Part>
        ))}
      </Part>
    </Part>
  )
}

function SegmentRow({ segment }: { segment: Segment }) {
  return (
    <li>
      <Part part="caption" as="span" look="hint">
        <time dateTime={`PT${segment.start}S`}>{clockTime(segment.start)}</time>
        {segment.speaker && <b> {cutText(segment.speaker, MAX_SPEAKER)}</b>}
      </Part>{' '}
      {cutText(segment.text, MAX_LINE)}
    </li>
  )
}
