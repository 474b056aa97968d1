import { QueryClient } from '@tanstack/react-query'
import { ModelRunnerProvider } from 'modelrunner-react'
import { useEffect, useState, type ReactNode } from 'react'
import type { StoryParameters } from './story-parameters.js'
import { closePlatform, openPlatform, type StoryChoices } from './story-platform.js'

interface StoryProviderProps {
  storyId: string
  parameters: StoryParameters
  choices: StoryChoices
  children: ReactNode
}

/** One story's own platform and provider. */
export function StoryProvider({ storyId, parameters, choices, children }: StoryProviderProps) {
  const [platform] = useState(() => openPlatform(storyId, parameters, choices))
  const [queryClient] = useState(() => new QueryClient())
  useEffect(() => () => closePlatform(platform), [platform])
  return (
    <ModelRunnerProvider
      proxyUrl="/api/modelrunner/proxy"
      hosts={platform.emulator.hosts}
      fetch={platform.fetch}
      queryClient={queryClient}
      storage={null}
      userKey={storyId}
      topUpUrl="https://modelrunner.run/billing"
      {...parameters.provider}
    >
      {children}
    </ModelRunnerProvider>
  )
}
