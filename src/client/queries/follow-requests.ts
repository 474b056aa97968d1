import { hashKey, type QueryClient } from '@tanstack/react-query'
import type { Client } from '../client.js'
import { keepListLive } from './keep-list-live.js'
import { modelRunnerKeys } from './keys.js'
import type { RequestFilters } from './requests-query.js'

interface Followed {
  followers: number
  stop(): void
}

const createFollowed = () => new WeakMap<QueryClient, Map<string, Followed>>()

/** Keeps one history list up to date until the returned function is called; once, however many hooks show it. */
export function followRequests(
  client: Client,
  queryClient: QueryClient,
  filters: RequestFilters,
): () => void {
  const everywhere = client.use(createFollowed)
  const lists = everywhere.get(queryClient) ?? new Map<string, Followed>()
  everywhere.set(queryClient, lists)
  const key = hashKey(modelRunnerKeys.requests(client.config.scope, filters))
  const list = lists.get(key) ?? { followers: 0, stop: keepListLive(client, queryClient, filters) }
  lists.set(key, list)
  list.followers++
  let isFollowing = true
  return () => {
    if (!isFollowing) return
    isFollowing = false
    if (--list.followers) return
    lists.delete(key)
    list.stop()
  }
}
