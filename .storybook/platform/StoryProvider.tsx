import { QueryClient } from '@tanstack/react-query'
import { ModelRunnerProvider, type Messages } from 'modelrunner-react'
import { useEffect, useState, type ReactNode } from 'react'
import type { StoryParameters } from './story-parameters.js'
import { openPlatform, USER_HEADER, type StoryChoices } from './story-platform.js'

interface StoryProviderProps {
  storyId: string
  parameters: StoryParameters
  choices: StoryChoices
  /** Who is signed in; none: the proxy keeps no one apart. */
  user?: string
  messages?: Partial<Messages>
  children: ReactNode
}

/** Each page has its own platforms: what another tab's stream tells of the same story is not so here. */
const PAGE = Math.random().toString(36).slice(2)

/** One story's own platform, and the provider of one person on it. */
export function StoryProvider({
  storyId,
  parameters,
  choices,
  user,
  messages,
  children,
}: StoryProviderProps) {
  const [platform] = useState(() => openPlatform(storyId, parameters, choices))
  const [queryClient] = useState(() => new QueryClient())
  useEffect(() => platform.hold(), [platform])
  return (
    <ModelRunnerProvider
      proxyUrl="/api/modelrunner/proxy"
      hosts={platform.emulator.hosts}
      fetch={platform.fetch}
      headers={user ? { [USER_HEADER]: user } : undefined}
      queryClient={queryClient}
      storage={null}
      userKey={[PAGE, storyId, user].join(':')}
      topUpUrl="https://modelrunner.run/billing"
      messages={messages}
      {...parameters.provider}
    >
      {children}
    </ModelRunnerProvider>
  )
}
