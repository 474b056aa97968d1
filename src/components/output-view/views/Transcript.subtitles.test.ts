// @vitest-environment node
import { expect, it } from 'vitest'
import { clockTime, subtitles } from './Transcript.js'

const segments = [
  { start: 0, end: 1.5, text: 'Hello --> there.', speaker: 'A' },
  { start: 3661.25, end: 3662, text: 'Bye.' },
]

it('writes SRT as players read it', () => {
  expect(subtitles('srt', segments)).toBe(
    '1\n00:00:00,000 --> 00:00:01,500\nA: Hello -> there.\n\n2\n01:01:01,250 --> 01:01:02,000\nBye.\n',
  )
})

it('writes VTT as browsers read it', () => {
  expect(subtitles('vtt', segments)).toMatch(/^WEBVTT\n\n00:00:00\.000 --> 00:00:01\.500\nA: Hello/)
})

it('builds lines from words with their own times', () => {
  const words = 'the quick brown fox jumps over the lazy dog and runs'.split(' ')
  const text = subtitles(
    'srt',
    words.map((word, index) => ({ start: index, end: index + 1, text: word })),
  )
  expect(text.match(/-->/g)).toHaveLength(2)
  expect(text).toContain('the quick brown fox jumps over the lazy')
})

it('writes times as players do', () => {
  expect([clockTime(5.9), clockTime(760), clockTime(3723)]).toEqual(['0:05', '12:40', '1:02:03'])
})
