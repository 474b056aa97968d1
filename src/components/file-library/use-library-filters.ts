import { useMemo, useState } from 'react'
import { useDebounced } from '../../hooks/use-debounced.js'
import type { FileFilters } from '../../hooks/useFiles.js'
import type { Accept } from '../../shared/accepts.js'

export type Bucket = 'all' | 'favorites' | 'uploads' | 'outputs' | 'inputs'

/** Typing rests so long before the library is asked, ms. */
const SEARCH_MS = 250

/** Few calls for a long library; the platform's largest page. */
const PAGE_SIZE = 100

const BUCKETS: Readonly<Record<Bucket, FileFilters>> = {
  all: {},
  favorites: { favoritesOnly: true },
  uploads: { sources: ['upload'] },
  outputs: { sources: ['output'] },
  inputs: { sources: ['input'] },
}

const NOTHING_CHOSEN = {
  search: '',
  kind: '',
  bucket: 'all' as Bucket,
  tagIds: [] as readonly string[],
  tagRule: 'any' as 'any' | 'all',
}

/**
 * What a user chose, over what the app has fixed: a filter that the app gives stands, and its control is not shown.
 */
export function useLibraryFilters(fixed: FileFilters = {}, acceptedPrefix?: string) {
  const [chosen, setChosen] = useState(NOTHING_CHOSEN)
  const [order, setOrder] = useState(fixed.order ?? 'newest')
  const search = useDebounced(chosen.search, SEARCH_MS)

  const filters = useMemo(
    (): FileFilters => ({
      limit: PAGE_SIZE,
      order,
      q: search.trim() || undefined,
      mimeTypePrefix: chosen.kind || acceptedPrefix,
      ...BUCKETS[chosen.bucket],
      ...(chosen.tagIds.length ? { tagIds: chosen.tagIds, tagRule: chosen.tagRule } : undefined),
      ...fixed,
    }),
    [order, search, chosen, fixed, acceptedPrefix],
  )

  return {
    filters,
    /** What is searched for now. */
    search: search.trim(),
    chosen,
    order,
    setOrder,
    choose: (change: Partial<typeof NOTHING_CHOSEN>) => setChosen((now) => ({ ...now, ...change })),
    clear: () => setChosen(NOTHING_CHOSEN),
    isFiltered: chosen !== NOTHING_CHOSEN && JSON.stringify(chosen) !== JSON.stringify(NOTHING_CHOSEN),
    can: {
      search: fixed.q === undefined,
      kind: fixed.mimeTypePrefix === undefined && acceptedPrefix === undefined,
      bucket: fixed.sources === undefined && fixed.favoritesOnly === undefined,
      tags: fixed.tagIds === undefined,
      order: fixed.order === undefined,
    },
  }
}

export type LibraryFilters = ReturnType<typeof useLibraryFilters>

/** The one type the platform can be asked for, where all that is accepted is of that type (`image/*`, `image/png`). */
export function acceptedPrefix(accept: Accept | undefined): string | undefined {
  if (accept === undefined) return undefined
  const entries =
    typeof accept === 'string'
      ? accept.split(',')
      : Array.isArray(accept)
        ? (accept as string[])
        : Object.keys(accept)
  const prefixes = new Set(entries.map((entry) => /^\s*(\w+\/)/.exec(entry)?.[1]))
  const [only] = prefixes
  return prefixes.size === 1 && only ? only : undefined
}
