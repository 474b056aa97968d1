import { useEffect, useState } from 'react'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'

/** The value as it was when it last rested for so many ms. */
export function useDebounced<T>(value: T, ms: number): T {
  const { clock } = useModelRunnerContext().client.config
  const [rested, setRested] = useState(value)
  useEffect(() => clock.after(ms, () => setRested(value)), [clock, value, ms])
  return rested
}
