import { expect, expectTypeOf, it, onTestFinished, vi } from 'vitest'
import { emulatorFetch } from '../../test/support/emulator-fetch.js'
import type { UseModelRunnerResult } from '../context/useModelRunner.js'
import { createEmulator } from '../emulator/index.js'
import { createModelRunnerClient } from './create-client.js'
import type { ModelRunnerClient } from './client.js'

it('offers apps what the docs name, and none of its engines', () => {
  expectTypeOf<keyof ModelRunnerClient>().toEqualTypeOf<
    'config' | 'runs' | 'fetch' | 'uploadFiles' | 'clear' | 'onReport' | 'observe' | 'inspect' | 'close'
  >()
  expectTypeOf<ReturnType<typeof createModelRunnerClient>>().toEqualTypeOf<ModelRunnerClient>()
  expectTypeOf<UseModelRunnerResult['client']>().toEqualTypeOf<ModelRunnerClient>()
})

it('reports a run that failed to onError, once, also without React', async () => {
  const emulator = createEmulator()
  onTestFinished(() => emulator.dispose())
  const onError = vi.fn()
  const client = createModelRunnerClient({
    proxyUrl: '/proxy',
    hosts: emulator.hosts,
    fetch: emulatorFetch(emulator),
    onError,
  })
  onTestFinished(() => client.close())
  const { store } = client.runs.submit('test/provider-failure', {})
  await vi.waitFor(() => expect(store.getState().phase).toBe('failed'), { interval: 5 })
  expect(onError).toHaveBeenCalledOnce()
  expect(onError.mock.lastCall?.[0]).toMatchObject({ kind: 'generation-failed' })
})
