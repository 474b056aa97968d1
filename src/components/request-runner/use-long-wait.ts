import { useEffect, useState } from 'react'

/** Then people begin to wonder whether anything goes on at all. */
const LONG_WAIT_MS = 10_000

/** Whether something has been going on for long by now. */
export function useLongWait(isWaiting: boolean): boolean {
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    if (!isWaiting) return
    const timer = setTimeout(() => setIsLong(true), LONG_WAIT_MS)
    return () => {
      clearTimeout(timer)
      setIsLong(false)
    }
  }, [isWaiting])
  return isWaiting && isLong
}
