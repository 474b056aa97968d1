import { replaceEqualDeep } from '@tanstack/react-query'
import { fileItemShape, filePageShape, type FileItem, type FilePage } from '../../protocol/file-item.js'
import { misfits } from '../../protocol/shape.js'
import type { Client } from '../client.js'
import { createFileChanges } from './create-file-changes.js'
import type { FileFilters } from './file-filters.js'
import { modelRunnerKeys } from './keys.js'
import { normalizeFile } from './normalize-file.js'
import { pagedQuery, type PagedQueries } from './paged-query.js'

/** The file library, newest first unless asked otherwise. */
export function filesQuery(client: Client, filters: FileFilters = {}): PagedQueries<FileItem> {
  const { favoritesOnly, q, limit = 20, ...rest } = filters
  return pagedQuery<FileItem>({
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
      const items = answer.items
        .filter((item) => !misfits(item, fileItemShape).length && !removed.has(item.id))
        .map(normalizeFile)
      return { items, page, limit: size, total: total - (answer.items.length - items.length) }
    },
  })
}
