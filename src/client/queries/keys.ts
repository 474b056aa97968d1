/**
 * Keys of everything this package keeps in TanStack Query, to invalidate or read from outside.
 * The scope separates proxies and users (`client.config.scope`).
 *
 * @example
 * queryClient.invalidateQueries({ queryKey: modelRunnerKeys.files(client.config.scope) })
 */
export const modelRunnerKeys = {
  all: (scope: string) => ['modelrunner', scope] as const,
  result: (scope: string, id?: string) => ['modelrunner', scope, 'result', ...(id ? [id] : [])] as const,
  request: (scope: string, id?: string) => ['modelrunner', scope, 'request', ...(id ? [id] : [])] as const,
  requests: (scope: string, filters?: object) =>
    ['modelrunner', scope, 'requests', ...(filters ? [filters] : [])] as const,
  /** Of a run in flight. */
  log: (scope: string, id: string) => ['modelrunner', scope, 'log', id] as const,
  files: (scope: string, filters?: object) =>
    ['modelrunner', scope, 'files', ...(filters ? [filters] : [])] as const,
  fileFacets: (scope: string, filters?: object) =>
    ['modelrunner', scope, 'file-facets', ...(filters ? [filters] : [])] as const,
  file: (scope: string, id: string) => ['modelrunner', scope, 'file', id] as const,
  tags: (scope: string) => ['modelrunner', scope, 'tags'] as const,
  model: (scope: string, endpoint: string) => ['modelrunner', scope, 'model', endpoint] as const,
  models: (scope: string, filters?: object) =>
    ['modelrunner', scope, 'models', ...(filters ? [filters] : [])] as const,
  pricing: (scope: string, endpoint: string) => ['modelrunner', scope, 'pricing', endpoint] as const,
  balance: (scope: string) => ['modelrunner', scope, 'balance'] as const,
}
