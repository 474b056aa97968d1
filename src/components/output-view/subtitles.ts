import type { Segment } from './output-piece.js'

export type SubtitleFormat = 'srt' | 'vtt'

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
