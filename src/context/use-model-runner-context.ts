'use client'

import { useContext } from 'react'
import { ModelRunnerContext, type ModelRunnerContextValue } from './model-runner-context.js'
import { hasForeignProvider } from './provider-copies.js'

/** The nearest provider's value; without one it throws and says what to do. */
export function useModelRunnerContext(): ModelRunnerContextValue {
  const value = useContext(ModelRunnerContext)
  if (!value) {
    if (process.env.NODE_ENV !== 'production' && hasForeignProvider()) {
      throw new Error(
        'modelrunner-react: the page has two copies of the package, and the provider is of the other one. Find them with `npm ls modelrunner-react`, then let the bundler dedupe it (Vite: resolve.dedupe): docs/getting-started.md',
      )
    }
    throw new Error(
      'modelrunner-react: wrap the app in <ModelRunnerProvider proxyUrl="/api/modelrunner/proxy">: docs/getting-started.md',
    )
  }
  return value
}
