'use client'

import type { QueryClient } from '@tanstack/react-query'
import { createContext } from 'react'
import type { Client } from '../client/client.js'
import type { Messages } from '../messages/messages.js'

export interface ModelRunnerContextValue {
  readonly client: Client
  /** The surrounding QueryClientProvider's, or the provider's own. */
  readonly queryClient: QueryClient
  /** Overrides of the default catalogue; components fill the rest from English. */
  readonly messages?: Partial<Messages>
  /** Where a 402 sends users. */
  readonly topUpUrl?: string
}

export const ModelRunnerContext = createContext<ModelRunnerContextValue | null>(null)
