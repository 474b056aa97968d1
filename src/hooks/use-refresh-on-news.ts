import { useEffect } from 'react'
import { refreshOnNews } from '../client/queries/refresh-on-news.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'

/** While mounted, what a finished run changes (balance, files) is read again when one ends. */
export function useRefreshOnNews(): void {
  const { client, queryClient } = useModelRunnerContext()
  useEffect(() => refreshOnNews(client, queryClient), [client, queryClient])
}
