'use client'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import { fileQuery } from '../client/queries/file-query.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import type { FileItem } from '../protocol/file-item.js'
import { useRead } from './use-read.js'
import { useReported } from './use-reported.js'

export interface UseFileResult {
  /** With `requests`: where the file was made or used. */
  file?: FileItem
  isPending: boolean
  error?: ModelRunnerError
}

/**
 * One file of the library in detail. Idle while the id is undefined.
 *
 * @example
 * const { file } = useFile(id) // file?.requests
 */
export function useFile(id: string | undefined): UseFileResult {
  const { client, queryClient } = useModelRunnerContext()
  const { data, error, isPending } = useRead(fileQuery(client, id), queryClient)
  useReported(error ?? undefined)
  return { file: data, isPending: Boolean(id) && isPending, error: error ?? undefined }
}
