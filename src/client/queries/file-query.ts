import { queryOptions } from '@tanstack/react-query'
import type { FileItem } from '../../protocol/file-item.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { modelRunnerKeys } from './keys.js'
import { fileOf } from './files-query.js'
import { QUERY_DEFAULTS, type QueryOf } from './query-defaults.js'

/** One file with the requests it belongs to. */
export function fileQuery(client: Client, id: string | undefined): QueryOf<FileItem> {
  return queryOptions<FileItem, ModelRunnerError>({
    ...QUERY_DEFAULTS,
    queryKey: modelRunnerKeys.file(client.config.scope, id ?? ''),
    enabled: Boolean(id),
    staleTime: 30_000,
    queryFn: async ({ signal }) => {
      const answer = await client.transport.call<FileItem>({
        host: 'rest',
        path: `/files/${encodeURIComponent(id ?? '')}`,
        shape: { url: 'string' },
        signal,
      })
      // It has a URL, so it is a file.
      return fileOf(answer) ?? answer
    },
  })
}
