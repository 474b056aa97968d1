import { useQuery, type QueryClient, type QueryKey, type UseQueryResult } from '@tanstack/react-query'
import { hasRested, type QueryOf } from '../client/queries/query-defaults.js'

/**
 * `useQuery` for the queries of this package. Whether a query that failed is asked again by a component that mounts depends on when it
 * failed. TanStack Query takes a function for that since 5.100; to older versions every function means yes.
 */
export function useRead<T, E, Key extends QueryKey>(
  query: QueryOf<T, E, Key>,
  queryClient: QueryClient,
): UseQueryResult<T, E> {
  const state = queryClient.getQueryState(query.queryKey)
  const retryOnMount = query.retryOnMount !== false && (!state || hasRested({ state }))
  return useQuery({ ...query, retryOnMount }, queryClient)
}
