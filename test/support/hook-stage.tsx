import { act, renderHook } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { ModelRunnerProvider, type ModelRunnerProviderProps } from '../../src/context/ModelRunnerProvider.js'
import type { EmulatorOptions } from '../../src/emulator/emulator.js'
import { createEmulator } from '../../src/emulator/index.js'
import { emulatorFetch } from './emulator-fetch.js'
import { FakeClock } from './fake-clock.js'

/** An emulator, a clock for it and the client, and a way to render hooks under a provider that talks to it. */
export function hookStage(options: EmulatorOptions = {}) {
  const clock = new FakeClock()
  const emulator = createEmulator({ clock, ...options })
  const advance = (ms: number) => act(() => clock.advance(ms))

  function render<T>(hook: () => T, provider: Partial<ModelRunnerProviderProps> = {}) {
    function Wrapper({ children }: { children: ReactNode }) {
      return (
        <StrictMode>
          <ModelRunnerProvider
            proxyUrl="/api/modelrunner/proxy"
            fetch={emulatorFetch(emulator)}
            hosts={emulator.hosts}
            clock={clock}
            {...provider}
          >
            {children}
          </ModelRunnerProvider>
        </StrictMode>
      )
    }
    return renderHook(hook, { wrapper: Wrapper })
  }

  /** How many calls of a route came in. */
  const count = (route: string) => emulator.log.filter((entry) => entry.route === route).length

  return { clock, emulator, advance, render, count }
}
