import { QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { onTestFinished } from 'vitest'
import { ModelRunnerProvider, type ModelRunnerProviderProps } from '../../src/context/ModelRunnerProvider.js'
import type { EmulatorOptions } from '../../src/emulator/emulator.js'
import { createEmulator } from '../../src/emulator/index.js'
import { emulatorFetch } from './emulator-fetch.js'

/** An emulator for one test, and a provider in front of it. */
export function openPlatform(options: EmulatorOptions = {}, props: Partial<ModelRunnerProviderProps> = {}) {
  const emulator = createEmulator(options)
  const queryClient = new QueryClient()
  onTestFinished(() => {
    queryClient.clear()
    emulator.dispose()
  })
  const fetch = emulatorFetch(emulator)

  function wrapper({ children, ...more }: Partial<ModelRunnerProviderProps> & { children: ReactNode }) {
    return (
      <ModelRunnerProvider
        proxyUrl="/api/modelrunner/proxy"
        hosts={emulator.hosts}
        fetch={fetch}
        queryClient={queryClient}
        storage={null}
        retry={{ attempts: 1 }}
        {...props}
        {...more}
      >
        {children}
      </ModelRunnerProvider>
    )
  }
  /** How often a route was called. */
  const calls = (route: string) => emulator.log.filter((entry) => entry.route === route).length
  return { emulator, queryClient, wrapper, calls }
}
