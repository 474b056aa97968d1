import { queryOptions } from '@tanstack/react-query'
import { fileItemShape, type FileItem } from '../../protocol/file-item.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { modelRunnerKeys } from './keys.js'
import { normalizeFile } from './normalize-file.js'
import { QUERY_DEFAULTS } from './query-defaults.js'
import type { QueryOf } from './query-of.js'

/** One file with the requests it belongs to. */
export function fileQuery(client: Client, id: string | undefined): QueryOf<FileItem> {
  return queryOptions<FileItem, ModelRunnerError>({
    ...QUERY_DEFAULTS,
    queryKey: modelRunnerKeys.file(client.config.scope, id ?? ''),
    enabled: Boolean(id),
    staleTime: 30_000,
    queryFn: async ({ signal }) =>
      normalizeFile(
        await client.transport.call<FileItem>({
          host: 'rest',
          path: `/files/${encodeURIComponent(id ?? '')}`,
          shape: fileItemShape,
          signal,
        }),
      ),
  })
}
