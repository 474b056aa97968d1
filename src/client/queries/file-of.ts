import { type FileItem, fileItemShape } from '../../protocol/file-item.js'
import { withoutOddFields } from '../../protocol/odd-fields.js'
import { misfits } from '../../protocol/shape.js'

/** What must hold for a file to be shown; the rest is filled in or left out. */
const LENIENT = { ...fileItemShape, id: 'string?', source: 'string?', createdAt: 'string?' } as const

/** A file as the platform lists it, with what it may leave out; undefined where there is nothing to show. */
export function fileOf(value: unknown): FileItem | undefined {
  if (misfits(value, { url: 'string' }).length) return undefined
  // It is an object with a URL; of the rest, what fits.
  const given = value as Record<string, unknown>
  const known = withoutOddFields(given, LENIENT) as Partial<FileItem> & { url: string }
  const present = Object.entries(known).filter(([, field]) => field !== null && field !== undefined)
  return {
    ...(Object.fromEntries(present) as typeof known),
    id: known.id ?? (typeof given['id'] === 'number' ? String(given['id']) : known.url),
    source: known.source ?? 'external',
    createdAt: known.createdAt ?? dateOf(given['createdAt']),
    isFavorited: known.isFavorited ?? false,
    tags: (known.tags ?? []).filter((tag) => !misfits(tag, { id: 'string', name: 'string' }).length),
  }
}

/** Some give a time in ms or s since the epoch. */
function dateOf(value: unknown): string {
  const date = typeof value === 'number' ? new Date(value < 1e11 ? value * 1000 : value) : undefined
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : ''
}
