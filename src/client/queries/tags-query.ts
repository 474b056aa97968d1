import { queryOptions } from '@tanstack/react-query'
import { tagShape, type Tag } from '../../protocol/file-item.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { modelRunnerKeys } from './keys.js'
import { QUERY_DEFAULTS, type QueryOf } from './query-defaults.js'

/** All tags of the library. */
export function tagsQuery(client: Client): QueryOf<Tag[]> {
  return queryOptions<Tag[], ModelRunnerError>({
    ...QUERY_DEFAULTS,
    queryKey: modelRunnerKeys.tags(client.config.scope),
    staleTime: 30_000,
    queryFn: async ({ signal }) => {
      const { items } = await client.transport.call<{ items: Tag[] }>({
        host: 'rest',
        path: '/tags',
        shape: { items: [tagShape] },
        signal,
      })
      return items
    },
  })
}
