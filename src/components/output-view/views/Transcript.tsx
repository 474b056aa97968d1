import { useState } from 'react'
import { enAnalysis } from '../../../messages/english/en-analysis.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import { CopyButton } from '../TextOutput.js'
import { saveBlob } from '../save-file.js'
import { cutText } from '../../internal/cut-text.js'
import type { Segment, TranscriptPiece } from '../output-piece.js'
import { Part } from '../parts.js'

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

type SubtitleFormat = 'srt' | 'vtt'

/** Segments as a subtitle file. Where a model gives words, several of them make one line. */
export function subtitles(format: SubtitleFormat, segments: readonly Segment[]): string {
  const cues = linesOf(segments).map((segment, index) => {
    const times = `${stamp(format, segment.start)} --> ${stamp(format, segment.end)}`
    // An arrow within a cue would begin another.
    const text = `${segment.speaker ? `${segment.speaker}: ` : ''}${segment.text}`
      .replace(/-->/g, '->')
      .replace(/\n{2,}/g, '\n')
    return format === 'srt' ? `${index + 1}\n${times}\n${text}\n` : `${times}\n${text}\n`
  })
  return (format === 'vtt' ? 'WEBVTT\n\n' : '') + cues.join('\n')
}

/** `0:05`, `12:40`, `1:02:03`: as players write it. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(whole % 60)}`
}

/** A line of subtitles that users can read at once, characters. */
const LINE_LENGTH = 42

function linesOf(segments: readonly Segment[]): Segment[] {
  const isByWord = segments.length > 1 && segments.every(({ text }) => !/\s/.test(text.trim()))
  if (!isByWord) return [...segments]
  const lines: Segment[] = []
  for (const word of segments) {
    const last = lines.at(-1)
    if (last && last.speaker === word.speaker && last.text.length + word.text.length < LINE_LENGTH)
      lines[lines.length - 1] = { ...last, end: word.end, text: `${last.text} ${word.text}` }
    else lines.push(word)
  }
  return lines
}

function stamp(format: SubtitleFormat, seconds: number): string {
  const ms = Math.max(0, Math.round(seconds * 1000))
  const part = (value: number, length = 2) => String(value).padStart(length, '0')
  const time = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60]
  return `${time.map((value) => part(value)).join(':')}${format === 'srt' ? ',' : '.'}${part(ms % 1000, 3)}`
}
