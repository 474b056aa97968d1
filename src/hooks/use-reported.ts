import { useEffect } from 'react'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'

/** Tells the provider's `onError` of an error, once, however many hooks show it. */
export function useReported(error: ModelRunnerError | undefined): void {
  const { client } = useModelRunnerContext()
  useEffect(() => {
    if (error) client.report(error)
  }, [client, error])
}
