import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'

/** Reads that are asked for and have not begun: who asks meanwhile shares them. */
const planned = new WeakMap<Query, Promise<void>>()

/**
 * Marks what is under a key as out of date and reads again what is shown of it. An answer that is on its way may be older
 * than what makes this needed: it is waited for, and then read once more. Never rejects.
 */
export async function refetch(queryClient: QueryClient, queryKey: QueryKey): Promise<void> {
  const queries = queryClient.getQueryCache().findAll({ queryKey })
  await Promise.all(
    queries.map((query) => {
      const read = planned.get(query) ?? refetchQuery(queryClient, query)
      planned.set(query, read)
      return read
    }),
  )
}

async function refetchQuery(queryClient: QueryClient, query: Query): Promise<void> {
  try {
    await query.promise
  } catch {
    // It failed or was called off: the next one is needed all the more.
  }
  planned.delete(query)
  const { queryKey } = query
  await queryClient.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false })
}
