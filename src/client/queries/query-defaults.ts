/**
 * What every query of this package sets, whatever the app's QueryClient defaults are: the transport retries by itself,
 * errors become state, and an answer that fails offline is asked for again when the network is back.
 */
export const QUERY_DEFAULTS = {
  retry: false,
  throwOnError: false,
  networkMode: 'always',
  refetchOnReconnect: true,
} as const
