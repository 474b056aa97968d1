import type { Time } from '../../client/environment.js'
import { whenVisible } from './when-visible.js'

const SECOND_MS = 1_000

export interface CountdownOptions {
  clock: Time
  /** How long to wait, ms; asked once, when somebody first looks. Undefined: not at all. */
  wait: () => number | undefined
  /** Called at the end, but not while the page is hidden: then as soon as it is seen again. */
  onEnd: () => void
}

/** Seconds that run down, as an external store: timers run only while somebody looks. */
export interface Countdown {
  subscribe: (listener: () => void) => () => void
  /** Whole seconds; undefined before it began, null where there is nothing to wait for. */
  secondsLeft: () => number | null | undefined
}

export function createCountdown({ clock, wait, onEnd }: CountdownOptions): Countdown {
  let isAsked = false
  let deadline: number | undefined
  let seconds: number | null | undefined
  let stop = () => {}

  function run(until: number, listener: () => void) {
    const left = Math.max(0, until - clock.now())
    const shown = Math.ceil(left / SECOND_MS)
    if (shown !== seconds) {
      seconds = shown
      listener()
    }
    // The last step ends on the deadline itself, whatever the others lost.
    const step = left - (shown - 1) * SECOND_MS
    stop = left > 0 ? clock.after(step, () => run(until, listener)) : whenVisible(onEnd)
  }

  return {
    subscribe(listener) {
      if (!isAsked) {
        isAsked = true
        const ms = wait()
        if (ms === undefined) seconds = null
        else deadline = clock.now() + ms
      }
      if (deadline !== undefined) run(deadline, listener)
      return () => stop()
    },
    secondsLeft: () => seconds,
  }
}
