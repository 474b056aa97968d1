import type { queryOptions, QueryKey } from '@tanstack/react-query'
import type { ModelRunnerError } from '../errors/model-runner-error.js'

/** A query that failed is not asked again by a component that mounts within this, ms: one that mounts in turn would ask without end. */
const FAILED_PAUSE_MS = 30_000

export const hasRested = ({ state }: { state: { status: string; errorUpdatedAt: number } }) =>
  // eslint-disable-next-line no-restricted-properties -- TanStack Query stamps its states with this clock.
  state.status !== 'error' || Date.now() - state.errorUpdatedAt >= FAILED_PAUSE_MS

/**
 * What every query of this package sets, whatever the app's QueryClient defaults are: the transport retries by itself,
 * errors become state, and an answer that fails offline is asked for again when the network is back.
 */
export const QUERY_DEFAULTS = {
  retry: false,
  throwOnError: false,
  networkMode: 'always',
  refetchOnReconnect: true,
  refetchOnMount: hasRested,
} as const

/**
 * What `queryOptions` gives. Named, since the compiler would spell it out with types of @tanstack/query-core, which
 * strict package managers keep out of an app's reach.
 */
export type QueryOf<T, E = ModelRunnerError, Key extends QueryKey = QueryKey> = ReturnType<
  typeof queryOptions<T, E, T, Key>
>
