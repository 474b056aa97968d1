'use client'

import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Client } from '../client/client.js'
import type { Messages } from '../messages/messages.js'

interface ModelRunnerContextValue {
  readonly client: Client
  /** The surrounding QueryClientProvider's, or the provider's own. */
  readonly queryClient: QueryClient
  /** Overrides of the default catalogue; components fill the rest from English. */
  readonly messages?: Partial<Messages>
  /** Where a 402 sends users. */
  readonly topUpUrl?: string
}

export const ModelRunnerContext = createContext<ModelRunnerContextValue | null>(null)

/** The nearest provider's value; without one it throws and says what to do. */
export function useModelRunnerContext(): ModelRunnerContextValue {
  const value = useContext(ModelRunnerContext)
  if (!value) {
    if (process.env.NODE_ENV !== 'production' && hasForeignProvider()) {
      throw new Error(
        'modelrunner-react: the page has two copies of the package, and the provider is of the other one. Find them with `npm ls modelrunner-react`, then let the bundler dedupe it (Vite: resolve.dedupe): docs/getting-started.md',
      )
    }
    throw new Error(
      'modelrunner-react: wrap the app in <ModelRunnerProvider proxyUrl="/api/modelrunner/proxy">: docs/getting-started.md',
    )
  }
  return value
}

/** This copy of the package, among all that the page loaded. */
const THIS_COPY = {}
const KEY = Symbol.for('modelrunner-react.providers')

/** Shared by all copies of the package on a page. */
function copies(): Set<object> {
  const page = globalThis as { [KEY]?: Set<object> }
  return (page[KEY] ??= new Set())
}

/** Remembers that a provider of this copy was mounted. For the message below, in development. */
export function noteProvider(): void {
  copies().add(THIS_COPY)
}

/** Whether a provider is there, but of another copy of the package: each copy has its own React context. */
function hasForeignProvider(): boolean {
  const known = copies()
  return known.size > 0 && !known.has(THIS_COPY)
}
