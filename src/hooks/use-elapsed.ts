import { useEffect, useState } from 'react'
import type { Clock } from '../client/clock.js'

const SECOND_MS = 1_000

/** ms since `from`, moving on each second until `to` is known. */
export function useElapsed(
  clock: Clock,
  from: number | undefined,
  to: number | undefined,
): number | undefined {
  const [now, setNow] = useState<number>()
  const isRunning = from !== undefined && to === undefined
  useEffect(() => {
    if (!isRunning) return
    let stop: () => void
    const tick = () => {
      setNow(clock.now())
      stop = clock.after(SECOND_MS, tick)
    }
    stop = clock.after(SECOND_MS, tick)
    return () => stop()
  }, [clock, isRunning])
  if (from === undefined) return undefined
  return Math.max(0, (to ?? now ?? from) - from)
}
