import { replaceEqualDeep, type QueryClient } from '@tanstack/react-query'
import { filePageShape, type FileItem, type FilePage } from '../../protocol/file-item.js'
import type { Client } from '../client.js'
import { createFileChanges } from './create-file-changes.js'
import type { FileFilters } from './file-filters.js'
import { modelRunnerKeys } from './keys.js'
import { fileOf } from './file-of.js'
import { pagedQuery, type PagedQueries } from './paged-query.js'

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
