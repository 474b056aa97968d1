'use client'

import { QueryClient, QueryClientContext } from '@tanstack/react-query'
import { type ReactNode, useContext, useEffect, useInsertionEffect, useMemo, useState } from 'react'
import type { ClientOptions } from '../client/config.js'
import { createClient } from '../client/create-client.js'
import type { Messages } from '../messages/messages.js'
import { ModelRunnerContext, noteProvider } from './use-model-runner-context.js'

export interface ModelRunnerProviderProps extends ClientOptions {
  children?: ReactNode
  /** @default the surrounding QueryClientProvider's, else its own */
  queryClient?: QueryClient
  /** Where a 402 sends users. */
  topUpUrl?: string
  /** Overrides of visible strings; the rest is English. */
  messages?: Partial<Messages>
}

/**
 * Points everything below it at the app's own proxy. Two providers on a page do not know each other.
 *
 * @example
 * <ModelRunnerProvider proxyUrl="/api/modelrunner/proxy">
 *   <App />
 * </ModelRunnerProvider>
 */
export function ModelRunnerProvider(props: ModelRunnerProviderProps) {
  const { children, queryClient: given, topUpUrl, messages, ...options } = props
  if (process.env.NODE_ENV !== 'production') noteProvider()
  const client = useClient(options)
  const surrounding = useContext(QueryClientContext)
  // Costs nothing until a query is made in it.
  const [own] = useState(() => new QueryClient())
  const queryClient = given ?? surrounding ?? own

  useEffect(() => {
    if (queryClient !== own) return
    own.mount()
    return () => own.unmount()
  }, [queryClient, own])

  useEffect(() => {
    client.prepare()
    const stopClearing = client.onClear(() =>
      queryClient.removeQueries({ queryKey: ['modelrunner', client.config.scope] }),
    )
    return () => {
      stopClearing()
      client.close()
    }
  }, [client, queryClient])

  const value = useMemo(
    () => ({ client, queryClient, messages, topUpUrl }),
    [client, queryClient, messages, topUpUrl],
  )
  return <ModelRunnerContext.Provider value={value}>{children}</ModelRunnerContext.Provider>
}

/** A new client where an option changes that it cannot take over; the others reach it before any effect below runs. */
function useClient(options: ClientOptions) {
  const { proxyUrl, userKey, live, hosts, retry, storage, clock, environment } = options
  const key = JSON.stringify([proxyUrl, userKey, live, hosts, retry])
  const make = () => ({ key, storage, clock, environment, client: createClient(options) })
  const [made, setMade] = useState(make)
  let current = made
  if (
    made.key !== key ||
    made.storage !== storage ||
    made.clock !== clock ||
    made.environment !== environment
  ) {
    current = make()
    setMade(current)
  }
  useInsertionEffect(() => current.client.update(options))
  return current.client
}
