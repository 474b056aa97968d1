'use client'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import { tagsQuery } from '../client/queries/tags-query.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import type { Tag } from '../protocol/file-item.js'
import { useRead } from './use-read.js'
import { useReported } from './use-reported.js'

export interface UseTagsResult {
  tags: readonly Tag[]
  isPending: boolean
  error?: ModelRunnerError
}

const NONE: readonly Tag[] = []

/** All tags of the file library, for a filter or for suggestions. */
export function useTags(): UseTagsResult {
  const { client, queryClient } = useModelRunnerContext()
  const { data, error, isPending } = useRead(tagsQuery(client), queryClient)
  useReported(error ?? undefined)
  return { tags: data ?? NONE, isPending, error: error ?? undefined }
}
