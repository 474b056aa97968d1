import { useEffect, useState } from 'react'
import { useModelRunnerContext } from '../../context/use-model-runner-context.js'

/** Then users begin to wonder whether anything goes on at all. */
const LONG_WAIT_MS = 10_000

/** Whether something has been going on for long by now. */
export function useLongWait(isWaiting: boolean, afterMs = LONG_WAIT_MS): boolean {
  const { clock } = useModelRunnerContext().client.config
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    if (!isWaiting) return
    const cancel = clock.after(afterMs, () => setIsLong(true))
    return () => {
      cancel()
      setIsLong(false)
    }
  }, [clock, isWaiting, afterMs])
  return isWaiting && isLong
}
