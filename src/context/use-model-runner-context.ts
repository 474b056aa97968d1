'use client'

import { useContext } from 'react'
import { ModelRunnerContext, type ModelRunnerContextValue } from './model-runner-context.js'

/** The nearest provider's value; without one it throws and says what to do. */
export function useModelRunnerContext(): ModelRunnerContextValue {
  const value = useContext(ModelRunnerContext)
  if (!value) {
    throw new Error(
      'modelrunner-react: wrap the app in <ModelRunnerProvider proxyUrl="/api/modelrunner/proxy">: docs/getting-started.md',
    )
  }
  return value
}
