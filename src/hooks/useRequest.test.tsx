import { act, renderHook, waitFor } from '@testing-library/react'
import { createEmulator } from '../emulator/index.js'
import { type ReactNode, StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emulatorFetch } from '../../test/support/emulator-fetch.js'
import { ModelRunnerProvider, type ModelRunnerProviderProps } from '../context/ModelRunnerProvider.js'
import { useRequest } from './useRequest.js'

let emulator = createEmulator()

beforeEach(() => {
  emulator = createEmulator()
  emulator.set({ queueMs: 20, runMs: 30 })
})
afterEach(() => {
  emulator.dispose()
  localStorage.clear()
})

function provider(options: Partial<ModelRunnerProviderProps> = {}) {
  return function Provider({ children }: { children: ReactNode }) {
    return (
      <StrictMode>
        <ModelRunnerProvider
          proxyUrl="/api/modelrunner/proxy"
          fetch={emulatorFetch(emulator)}
          hosts={emulator.hosts}
          {...options}
        >
          {children}
        </ModelRunnerProvider>
      </StrictMode>
    )
  }
}

const calls = () => emulator.log.map(({ route }) => route)

describe('useRequest', () => {
  it('goes from submit to output with one submit, one stream and no read, also in StrictMode', async () => {
    const onSucceeded = vi.fn()
    const { result, unmount } = renderHook(
      () => useRequest('bytedance/sdxl-lightning-4step', { onSucceeded }),
      {
        wrapper: provider(),
      },
    )
    expect(result.current.phase).toBe('idle')
    act(() => result.current.submit({ prompt: 'two friends cooking' }))
    expect(result.current.phase).toBe('submitting')
    await waitFor(() => expect(result.current.phase).toBe('succeeded'))
    expect(result.current.output).toEqual([expect.stringMatching(/^http.*\.png$/)])
    await waitFor(() => expect(onSucceeded).toHaveBeenCalledTimes(1))
    expect(calls().sort()).toEqual(['stream', 'submit'])
    expect(emulator.billed().count).toBe(1)
    unmount()
    await waitFor(() => expect(emulator.streams().open).toBe(0))
  })
})
