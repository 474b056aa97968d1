import type { ModelRunnerProviderProps } from 'modelrunner-react'

interface DemoConfig {
  /** Set where the platform is emulated. */
  hosts?: ModelRunnerProviderProps['hosts']
}

/** What the server wrote into the page: data, so that the page needs no inline script. */
export function readConfig(): DemoConfig {
  const text = document.getElementById('config')?.textContent
  return text ? (JSON.parse(text) as DemoConfig) : {}
}
