'use client'

import type { ReactNode } from 'react'
import { ModelRunnerProvider } from 'modelrunner-react'

interface ProviderProps {
  /** Id of the signed-in user: separates what two people on one browser see and store. */
  userKey?: string
  children: ReactNode
}

/** Wrap your app in it once. Your server answers /api/modelrunner/proxy with createProxyHandler(). */
export function ModelRunner({ userKey, children }: ProviderProps) {
  return (
    <ModelRunnerProvider proxyUrl="/api/modelrunner/proxy" userKey={userKey}>
      {children}
    </ModelRunnerProvider>
  )
}
