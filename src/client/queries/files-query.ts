import { replaceEqualDeep, type QueryClient, queryOptions } from '@tanstack/react-query'
import {
  type FileItem,
  filePageShape,
  type FilePage,
  fileFacetsShape,
  type FileFacets,
  fileItemShape,
} from '../../protocol/file-item.js'
import type { Client } from '../client.js'
import { createFileChanges } from './create-file-changes.js'
import { modelRunnerKeys } from './keys.js'
import { pagedQuery, type PagedQueries } from './paged-query.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import { QUERY_DEFAULTS, type QueryOf } from './query-defaults.js'
import { withoutOddFields } from '../../protocol/odd-fields.js'
import { misfits } from '../../protocol/shape.js'

/** What `useFiles` lists. Everything is AND-ed. */
export interface FileFilters {
  /** Any of these; all sources where it is left out. */
  sources?: readonly ('upload' | 'output' | 'input' | 'external')[]
  tagIds?: readonly string[]
  /** Whether a file needs one of the tags or all of them. @default 'any' */
  tagRule?: 'any' | 'all'
  favoritesOnly?: boolean
  /** Part of the name. */
  q?: string
  /** `image/`, `video/`, `audio/`, or a whole type. */
  mimeTypePrefix?: string
  /** Files of one request. */
  requestId?: string
  /** What the file was in a request. */
  role?: 'input' | 'output' | 'thumbnail'
  /** @default 'newest' */
  order?: 'newest' | 'oldest'
  /** Page size, at most 100. @default 20 */
  limit?: number
}

/** Whether a file that was changed here still belongs to a filtered list. What is unknown here counts as belonging. */
export function matchesFileFilters(file: FileItem, filters: FileFilters): boolean {
  const { favoritesOnly, tagIds = [], tagRule = 'any' } = filters
  if (favoritesOnly && !file.isFavorited) return false
  if (!tagIds.length) return true
  const has = (id: string) => file.tags.some((tag) => tag.id === id)
  return tagRule === 'all' ? tagIds.every(has) : tagIds.some(has)
}

/** The file library, newest first unless asked otherwise. */
export function filesQuery(
  client: Client,
  queryClient: QueryClient,
  filters: FileFilters = {},
): PagedQueries<FileItem> {
  const { favoritesOnly, q, limit = 20, ...rest } = filters
  return pagedQuery<FileItem>({
    queryClient,
    queryKey: modelRunnerKeys.files(client.config.scope, filters),
    merge: (known, read) => replaceEqualDeep(known, read),
    read: async (page, signal) => {
      const answer = await client.transport.call<FilePage>({
        host: 'rest',
        path: '/files',
        query: { ...rest, favoritesOnly: favoritesOnly || undefined, q: q?.trim() || undefined, page, limit },
        // One odd record must not hide the others.
        shape: { ...filePageShape, items: 'array' },
        signal,
      })
      const { total, limit: size } = answer.pagination
      const { removed } = client.use(createFileChanges)
      const read = answer.items.flatMap((item) => fileOf(item) ?? [])
      const items = read.filter((item) => !removed.has(item.id))
      const skipped = answer.items.length - read.length
      return { items, skipped, page, limit: size, total: total - (read.length - items.length) }
    },
  })
}

/** How many files each bucket of the library holds under the filters that are no bucket themselves. */
export function fileFacetsQuery(client: Client, filters: FileFilters = {}): QueryOf<FileFacets> {
  const { tagIds, tagRule, mimeTypePrefix } = filters
  const query = { tagIds, tagRule, mimeTypePrefix, q: filters.q?.trim() || undefined }
  return queryOptions<FileFacets, ModelRunnerError>({
    ...QUERY_DEFAULTS,
    queryKey: modelRunnerKeys.fileFacets(client.config.scope, query),
    staleTime: 30_000,
    queryFn: ({ signal }) =>
      client.transport.call<FileFacets>({
        host: 'rest',
        path: '/files/facets',
        query,
        shape: fileFacetsShape,
        signal,
      }),
  })
}

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
