import { useEffect, useState } from 'react'
import type { Time } from '../client/environment.js'

const SECOND_MS = 1_000

/** ms since `from`, a reading of the monotonic clock, moving on each second until `to` is known. */
export function useElapsed(
  clock: Time,
  from: number | undefined,
  to: number | undefined,
): number | undefined {
  const [now, setNow] = useState<number>()
  const isRunning = from !== undefined && to === undefined
  useEffect(() => {
    if (!isRunning) return
    const tick = () => {
      setNow(clock.monotonic())
      stop = clock.after(SECOND_MS, tick)
    }
    // What has been going on for a while, as after a reload, says so at once.
    let stop = clock.after(clock.monotonic() - from < SECOND_MS ? SECOND_MS : 0, tick)
    return () => stop()
  }, [clock, isRunning, from])
  if (from === undefined) return undefined
  return Math.max(0, (to ?? now ?? from) - from)
}
