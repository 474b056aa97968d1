'use client'
import { useCallback, useMemo, useState } from 'react'
import { type ModelRunnerError, isModelRunnerError } from '../client/errors/model-runner-error.js'
import { changeFiles, type FileActions } from '../client/queries/change-files.js'
import { fileFacetsQuery, type FileFilters, filesQuery } from '../client/queries/files-query.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import type { FileFacets, FileItem } from '../protocol/file-item.js'
import { usePagedList } from './use-paged-list.js'
import { useRead } from './use-read.js'
import { useRefreshOnUpdates } from './use-refresh-on-updates.js'
import { useStableFilters } from './use-stable-filters.js'
import { useReported } from './use-reported.js'

export type { FileFilters } from '../client/queries/files-query.js'

/** The actions show their effect at once; they reject with a `ModelRunnerError`, set `error`, and are then taken back. */
export interface UseFilesResult extends FileActions {
  /** What was read so far, without duplicates. */
  files: readonly FileItem[]
  /** How many there are in all. */
  total: number
  /** How many each bucket holds under the other filters; absent until known. */
  facets?: FileFacets
  hasNextPage: boolean
  fetchNextPage(): Promise<void>
  isFetchingNextPage: boolean
  isPending: boolean
  /** Of the list, or of the last action. */
  error?: ModelRunnerError
  refetch(): Promise<void>
}

/**
 * The file library: uploads, inputs and outputs, filtered and paged. Finished uploads and runs refresh it.
 *
 * @example
 * const { files, setFavorite } = useFiles({ sources: ['upload'], mimeTypePrefix: 'image/' })
 */
export function useFiles(filters?: FileFilters): UseFilesResult {
  const { client, queryClient } = useModelRunnerContext()
  useRefreshOnUpdates()
  const stable = useStableFilters(filters)
  const query = useMemo(() => filesQuery(client, queryClient, stable), [client, queryClient, stable])
  const { items, error, refetch: readList, ...list } = usePagedList(query)
  const facets = useRead(fileFacetsQuery(client, stable), queryClient)
  const { error: actionError, reset, ...actions } = useFileActions()
  const refetch = useCallback(() => {
    // What is read now tells how things are: an action that failed is over.
    reset()
    return readList()
  }, [reset, readList])
  return { files: items, facets: facets.data, ...list, error: actionError ?? error, refetch, ...actions }
}

interface FileActionsState extends FileActions {
  /** Of the last action. */
  error?: ModelRunnerError
  /** Forgets the error. */
  reset(): void
}

/** The actions on files with the error of the last one. The functions are stable. */
function useFileActions(): FileActionsState {
  const { client, queryClient } = useModelRunnerContext()
  const [error, setError] = useState<ModelRunnerError>()
  useReported(error)

  const actions = useMemo((): FileActions => {
    const change = changeFiles(client, queryClient)
    const reported = async (action: Promise<void>) => {
      setError(undefined)
      try {
        await action
      } catch (cause) {
        if (isModelRunnerError(cause)) setError(cause)
        throw cause
      }
    }
    return {
      remove: (id) => reported(change.remove(id)),
      setFavorite: (id, isFavorited) => reported(change.setFavorite(id, isFavorited)),
      addTag: (id, name) => reported(change.addTag(id, name)),
      removeTag: (id, tagId) => reported(change.removeTag(id, tagId)),
    }
  }, [client, queryClient])
  const reset = useCallback(() => setError(undefined), [])
  return { ...actions, error, reset }
}
