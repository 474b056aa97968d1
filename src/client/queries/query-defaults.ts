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
