import { useCallback, useMemo, useState } from 'react'
import { isModelRunnerError } from '../client/errors/is-model-runner-error.js'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import { changeFiles, type FileActions } from '../client/queries/change-files.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import { useReported } from './use-reported.js'

interface FileActionsState extends FileActions {
  /** Of the last action. */
  error?: ModelRunnerError
  /** Forgets the error. */
  reset(): void
}

/** The actions on files with the error of the last one. The functions are stable. */
export function useFileActions(): FileActionsState {
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
