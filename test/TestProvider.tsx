import { QueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Client } from '../src/client/client.js'
import { ModelRunnerContext } from '../src/context/use-model-runner-context.js'
import type { Messages } from '../src/messages/messages.js'

/** For components that need texts but no client: what they would do with one must not be reached. */
export function TestProvider({ messages, children }: { messages?: Partial<Messages>; children: ReactNode }) {
  const [queryClient] = useState(() => new QueryClient())
  // No client on purpose: a component under this provider that calls one must fail loudly.
  const client = undefined as unknown as Client
  return (
    <ModelRunnerContext.Provider value={{ client, queryClient, messages }}>
      {children}
    </ModelRunnerContext.Provider>
  )
}
