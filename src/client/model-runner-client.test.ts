import { expectTypeOf, it } from 'vitest'
import type { UseModelRunnerResult } from '../context/useModelRunner.js'
import type { createModelRunnerClient } from './create-client.js'
import type { ModelRunnerClient } from './model-runner-client.js'

it('offers apps what the docs name, and none of its engines', () => {
  expectTypeOf<keyof ModelRunnerClient>().toEqualTypeOf<
    'config' | 'runs' | 'fetch' | 'uploadFiles' | 'clear' | 'onReport' | 'observe' | 'inspect' | 'close'
  >()
  expectTypeOf<ReturnType<typeof createModelRunnerClient>>().toEqualTypeOf<ModelRunnerClient>()
  expectTypeOf<UseModelRunnerResult['client']>().toEqualTypeOf<ModelRunnerClient>()
})
