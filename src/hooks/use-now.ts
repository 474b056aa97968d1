import { useEffect, useState } from 'react'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'

/** The time in ms since the epoch, moving on every `stepMs`; 0 while it is not known (on the server). */
export function useNow(stepMs: number): number {
  const { clock } = useModelRunnerContext().client.config
  const [now, setNow] = useState(0)
  useEffect(() => {
    let stop = clock.after(0, tick)
    function tick() {
      setNow(clock.now())
      stop = clock.after(stepMs, tick)
    }
    return () => stop()
  }, [clock, stepMs])
  return now
}
