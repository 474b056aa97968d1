import type { Time } from './environment.js'

export interface Paced {
  ask(): void
  /** Forgets what was asked for and is not done yet. */
  stop(): void
}

/** Does something as soon as it is asked for, but at most every `ms`; what is asked for meanwhile is done once, afterwards. */
export function atMostEvery(ms: number, clock: Time, work: () => void): Paced {
  let isAsked = false
  let cancelPause: (() => void) | undefined

  function ask() {
    isAsked = true
    if (cancelPause) return
    isAsked = false
    work()
    cancelPause = clock.after(ms, () => {
      cancelPause = undefined
      if (isAsked) ask()
    })
  }
  return { ask, stop: () => cancelPause?.() }
}
