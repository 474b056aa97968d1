import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { ErrorKind, ModelRunnerError } from '../../client/errors/model-runner-error.js'
import { useModelRunnerContext } from '../../context/use-model-runner-context.js'
import { useStableCallback } from '../../hooks/use-stable-callback.js'
import type { Time } from '../../client/environment.js'

/** Where the same call cannot go better: the user changes something first, and then runs it again. */
const NEEDS_A_CHANGE: readonly ErrorKind[] = ['validation', 'upload-rejected']

/** A file that changed or was refused fails again, however often it is sent. */
function needsAChange({ kind, reason, retryable }: ModelRunnerError): boolean {
  return NEEDS_A_CHANGE.includes(kind) || (reason !== undefined && !retryable)
}

export interface Retry {
  /** Absent where a retry makes no sense or is not given. Fires once per error. */
  retry?: () => void
  /** Ends what would happen by itself. */
  stop: () => void
  /** `waiting`: a countdown runs; `watching`: for the connection; `retrying`: it fired. */
  state: 'idle' | 'waiting' | 'watching' | 'stopped' | 'retrying'
  secondsLeft?: number
  /** The same trouble again, after a try that nobody asked for: not worth interrupting anyone. */
  isRepeat: boolean
}

/** The way on from an error: by the user's hand, after a countdown (429), or when the connection is back. */
export function useRetry(error: ModelRunnerError | undefined, onRetry: (() => void) | undefined): Retry {
  const { client } = useModelRunnerContext()
  const { clock, retry: limits } = client.config
  const ledger = client.use(createRetryLedger)
  const [fired, setFired] = useState<{ error: ModelRunnerError; by: 'person' | 'itself' }>()
  const [stopped, setStopped] = useState<ModelRunnerError>()
  const own = useRef({})

  const isOpen = Boolean(onRetry && error && fired?.error !== error && !needsAChange(error))
  const isAutomatic = isOpen && stopped !== error && !error?.maybeSubmitted
  // A limit that ends in hours is no countdown.
  const isFarOff = useMemo(() => userLimitOf(error, clock.now())?.isLong ?? false, [error, clock])
  const isTimed = isAutomatic && error?.kind === 'rate-limited' && !isFarOff
  const isWatching = isAutomatic && error?.kind === 'network'

  // The function is the same while a hook hands it out, also in a notice that was taken away in between; an inline
  // one is new each time, and then this notice counts.
  const triesLeft = useStableCallback(() => {
    const now = clock.now()
    const tries = Math.max(ledger.triesOf(own.current, now), onRetry ? ledger.triesOf(onRetry, now) : 0)
    return MAX_AUTOMATIC_TRIES - tries
  })
  const fire = useStableCallback((by: 'person' | 'itself') => {
    if (!error || !onRetry) return
    setFired({ error, by })
    if (!ledger.spend(error)) return
    for (const key of [own.current, onRetry]) {
      if (by === 'itself') ledger.count(key, clock.now())
      else ledger.forgive(key)
    }
    onRetry()
  })

  const countdown = useMemo(() => {
    if (!isTimed || !error) return undefined
    const wait = () => {
      const left = triesLeft()
      const cap = limits.baseMs * 2 ** (MAX_AUTOMATIC_TRIES - left + 1)
      return left > 0
        ? (error.retryAfterMs ?? Math.floor(clock.random() * Math.min(limits.maxMs, cap)))
        : undefined
    }
    return createCountdown({ clock, wait, onEnd: () => fire('itself') })
  }, [isTimed, error, clock, limits, triesLeft, fire])
  const secondsLeft = useSyncExternalStore(
    countdown?.subscribe ?? nothing,
    countdown?.secondsLeft ?? none,
    none,
  )

  useEffect(() => {
    if (!isWatching) return
    let callOff = () => {}
    const tryNow = () => {
      callOff()
      callOff = whenVisible(() => triesLeft() > 0 && fire('itself'))
    }
    window.addEventListener('online', tryNow)
    return () => {
      callOff()
      window.removeEventListener('online', tryNow)
    }
  }, [isWatching, error, triesLeft, fire])

  const retry = useStableCallback(() => fire('person'))
  const stop = useStableCallback(() => setStopped(error))
  return {
    retry: isOpen || (error && fired?.error === error) ? retry : undefined,
    stop,
    state: stateOf(),
    secondsLeft: secondsLeft ?? undefined,
    isRepeat: isTimed && secondsLeft !== null && fired?.by === 'itself' && fired.error.kind === error?.kind,
  }

  function stateOf(): Retry['state'] {
    if (error && fired?.error === error) return 'retrying'
    if (error && stopped === error) return 'stopped'
    // Also before the countdown has begun, so that the words do not change under the reader.
    if (isTimed && secondsLeft !== null) return 'waiting'
    return isWatching ? 'watching' : 'idle'
  }
}

const nothing = () => () => {}
const none = () => undefined

const SECOND_MS = 1_000

interface CountdownOptions {
  clock: Time
  /** How long to wait, ms; asked once, when somebody first looks. Undefined: not at all. */
  wait: () => number | undefined
  /** Called at the end, but not while the page is hidden: then as soon as it is seen again. */
  onEnd: () => void
}

/** Seconds that run down, as an external store: timers run only while somebody looks. */
interface Countdown {
  subscribe: (listener: () => void) => () => void
  /** Whole seconds; undefined before it began, null where there is nothing to wait for. */
  secondsLeft: () => number | null | undefined
}

function createCountdown({ clock, wait, onEnd }: CountdownOptions): Countdown {
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

/** Tries that a notice may make by itself before a user has to. */
export const MAX_AUTOMATIC_TRIES = 5

/** An error that comes later than this after a try is a new trouble, not the same one again; ms. */
const CALM_MS = 120_000

interface Budget {
  tries: number
  /** ms since the epoch */
  triedAt: number
}

/** What was tried already. One per client, so that a notice that is taken away and put back does not start over. */
interface RetryLedger {
  /** Marks an error as retried; false where it was before. */
  spend(error: ModelRunnerError): boolean
  /** Automatic tries made so far for what `key` retries. */
  triesOf(key: object, now: number): number
  count(key: object, now: number): void
  /** A user took over: automatic tries start over. */
  forgive(key: object): void
}

function createRetryLedger(): RetryLedger {
  const spent = new WeakSet<ModelRunnerError>()
  const budgets = new WeakMap<object, Budget>()
  function triesOf(key: object, now: number) {
    const budget = budgets.get(key)
    return budget && now - budget.triedAt <= CALM_MS ? budget.tries : 0
  }
  return {
    spend(error) {
      if (spent.has(error)) return false
      spent.add(error)
      return true
    },
    triesOf,
    count(key, now) {
      budgets.set(key, { tries: triesOf(key, now) + 1, triedAt: now })
    },
    forgive(key) {
      budgets.delete(key)
    },
  }
}

/** Calls back now, or once the page is no longer hidden; returns what calls it off. */
function whenVisible(callback: () => void): () => void {
  if (document.visibilityState !== 'hidden') {
    callback()
    return () => {}
  }
  const look = () => {
    if (document.visibilityState === 'hidden') return
    stop()
    callback()
  }
  const stop = () => document.removeEventListener('visibilitychange', look)
  document.addEventListener('visibilitychange', look)
  return stop
}

/** Up to here a limit is waited for with a countdown; beyond it, the notice says when it ends, ms. */
const MAX_COUNTDOWN_MS = 90_000

export interface UserLimit {
  /** A key of the proxy's `Limits`: `submitsPerMinute`, `spendPerDay` … */
  limit: string
  /** When it ends, ms since the epoch. */
  resetsAt?: number
  /** Too long for a countdown: nothing is tried again by itself. */
  isLong: boolean
}

/** The limit of the app's own proxy that a 429 is about. */
export function userLimitOf(error: ModelRunnerError | undefined, now: number): UserLimit | undefined {
  if (error?.kind !== 'rate-limited') return undefined
  const { details } = Object(error.body) as { details?: unknown }
  const { code, limit, resetsAt } = Object(details) as Record<string, unknown>
  if (code !== 'USER_LIMIT' || typeof limit !== 'string') return undefined
  const at = typeof resetsAt === 'number' ? resetsAt : Date.parse(String(resetsAt))
  const end = Number.isFinite(at)
    ? at
    : error.retryAfterMs === undefined
      ? undefined
      : now + error.retryAfterMs
  return {
    limit,
    ...(end === undefined ? undefined : { resetsAt: end }),
    isLong: (end === undefined ? (error.retryAfterMs ?? Infinity) : end - now) > MAX_COUNTDOWN_MS,
  }
}
