import type { Box, Label, Segment } from './output-piece.js'

/** Shorter lists of numbers are boxes, points, sizes or scores. */
const MIN_DIMENSIONS = 8

const TEXT_OF_SEGMENT = ['text', 'word', 'transcript']
const LABEL = ['label', 'class', 'class_name', 'name', 'term']
const SCORE = ['score', 'confidence', 'probability', 'prob']
const BOX = ['bbox', 'box', 'bounding_box', 'xyxy']

/** Segments of a transcript as the models give them, or undefined where a list is none. */
export function segmentsOf(value: unknown): Segment[] | undefined {
  return everyEntry(value, (entry) => {
    const text = textOf(entry, TEXT_OF_SEGMENT)
    const pair = Array.isArray(entry['timestamp']) ? (entry['timestamp'] as unknown[]) : []
    const start = numberOf(entry['start'] ?? entry['start_time'] ?? pair[0])
    // The last segment of some models has no end.
    const end = numberOf(entry['end'] ?? entry['end_time'] ?? pair[1]) ?? start
    if (text === undefined || start === undefined || end === undefined) return undefined
    const speaker = textOf(entry, ['speaker'])
    return { start, end, text: text.trim(), ...(speaker ? { speaker } : undefined) }
  })
}

/** Whether segments hold more than is shown of them: tokens, words with times, probabilities. */
export function holdsMore(list: readonly unknown[]): boolean {
  const shown = new Set([
    ...TEXT_OF_SEGMENT,
    'start',
    'end',
    'start_time',
    'end_time',
    'timestamp',
    'speaker',
  ])
  return list.some((entry) => isRecord(entry) && Object.keys(entry).some((key) => !shown.has(key)))
}

export function isEmbedding(value: unknown): value is number[] {
  return (
    Array.isArray(value) &&
    value.length >= MIN_DIMENSIONS &&
    value.every((entry) => typeof entry === 'number') &&
    // Counts, frames and token ids are whole numbers.
    value.some((entry) => !Number.isInteger(entry))
  )
}

/** A classifier's answer: a list of labels with scores, or scores by label. */
export function labelsOf(value: unknown): Label[] | undefined {
  if (isRecord(value)) {
    const scores = Object.entries(value)
    if (
      scores.length < 3 ||
      !scores.every(([, score]) => typeof score === 'number' && score >= 0 && score <= 1)
    )
      return undefined
    return scores.map(([label, score]) => ({ label, score: Number(score) }))
  }
  return everyEntry(value, (entry) => {
    const label = textOf(entry, LABEL)
    const score = scoreOf(entry)
    return label !== undefined && score !== undefined && Object.keys(entry).length <= 3
      ? { label, score }
      : undefined
  })
}

/** What a detector found, and where. */
export function boxesOf(value: unknown): Box[] | undefined {
  return everyEntry(value, (entry) => {
    const corners = cornersOf(entry)
    if (!corners) return undefined
    const [left, top, right, bottom] = corners
    const label = textOf(entry, [...LABEL, 'text']) ?? ''
    const score = scoreOf(entry)
    return {
      label,
      ...(score === undefined ? undefined : { score }),
      left,
      top,
      width: Math.max(0, right - left),
      height: Math.max(0, bottom - top),
    }
  })
}

type Corners = [left: number, top: number, right: number, bottom: number]

function cornersOf(entry: Record<string, unknown>): Corners | undefined {
  const key = BOX.find((name) => Array.isArray(entry[name]))
  const list = key === undefined ? undefined : (entry[key] as unknown[])
  if (list?.length === 4 && list.every((value) => typeof value === 'number')) return list as Corners
  // Four points, as text recognition gives them.
  const points = (list ?? []).filter((point): point is unknown[] => Array.isArray(point))
  if (list && points.length === list.length && points.length >= 3) {
    return boundsOf(points)
  }
  const left = numberOf(entry['x'] ?? entry['left'])
  const top = numberOf(entry['y'] ?? entry['top'])
  const width = numberOf(entry['w'] ?? entry['width'])
  const height = numberOf(entry['h'] ?? entry['height'])
  if (left === undefined || top === undefined || width === undefined || height === undefined) return undefined
  return [left, top, left + width, top + height]
}

/** Undefined where a point is none. An outline may have more points than a call can have arguments. */
function boundsOf(points: readonly (readonly unknown[])[]): Corners | undefined {
  const bounds: Corners = [Infinity, Infinity, -Infinity, -Infinity]
  for (const point of points) {
    const [x, y] = point.map(numberOf)
    if (x === undefined || y === undefined) return undefined
    bounds[0] = Math.min(bounds[0], x)
    bounds[1] = Math.min(bounds[1], y)
    bounds[2] = Math.max(bounds[2], x)
    bounds[3] = Math.max(bounds[3], y)
  }
  return bounds
}

function everyEntry<Shape>(
  value: unknown,
  read: (entry: Record<string, unknown>) => Shape | undefined,
): Shape[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined
  const shapes: Shape[] = []
  for (const entry of value) {
    const shape = isRecord(entry) ? read(entry) : undefined
    if (shape === undefined) return undefined
    shapes.push(shape)
  }
  return shapes
}

function textOf(record: Record<string, unknown>, keys: readonly string[]): string | undefined {
  const key = keys.find((name) => typeof record[name] === 'string')
  return key === undefined ? undefined : String(record[key])
}

function scoreOf(entry: Record<string, unknown>): number | undefined {
  return numberOf(entry[SCORE.find((name) => name in entry) ?? ''])
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
