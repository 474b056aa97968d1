import type { Time } from '../environment.js'

/** Does something every `ms` until the returned function is called. */
export function every(clock: Time, ms: number, run: () => void): () => void {
  let stopTimer = () => {}
  const tick = () => {
    run()
    stopTimer = clock.after(ms, tick)
  }
  stopTimer = clock.after(ms, tick)
  return () => stopTimer()
}
