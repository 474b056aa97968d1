import { replaceEqualDeep } from '@tanstack/react-query'
import { filePageShape, type FileItem, type FilePage } from '../../protocol/file-item.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import type { FileFilters } from './file-filters.js'
import { modelRunnerKeys } from './keys.js'
import { normalizeFile } from './normalize-file.js'
import { pagedQuery } from './paged-query.js'

/** The file library, newest first unless asked otherwise. */
export function filesQuery(client: ModelRunnerClient, filters: FileFilters = {}) {
  const { favoritesOnly, q, limit = 20, ...rest } = filters
  return pagedQuery<FileItem>({
    queryKey: modelRunnerKeys.files(client.config.scope, filters),
    merge: (known, read) => replaceEqualDeep(known, read),
    read: async (page, signal) => {
      const answer = await client.transport.call<FilePage>({
        host: 'rest',
        path: '/files',
        query: { ...rest, favoritesOnly: favoritesOnly || undefined, q: q?.trim() || undefined, page, limit },
        shape: filePageShape,
        signal,
      })
      const { pagination } = answer
      return {
        items: answer.items.map(normalizeFile),
        page,
        limit: pagination.limit,
        total: pagination.total,
      }
    },
  })
}
