import type { queryOptions, QueryKey } from '@tanstack/react-query'
import type { ModelRunnerError } from '../errors/model-runner-error.js'

/**
 * What `queryOptions` gives. Named, since the compiler would spell it out with types of @tanstack/query-core, which
 * strict package managers keep out of an app's reach.
 */
export type QueryOf<T, E = ModelRunnerError, Key extends QueryKey = QueryKey> = ReturnType<
  typeof queryOptions<T, E, T, Key>
>
