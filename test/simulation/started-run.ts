import type { App } from './app.js'
import type { PlannedRun } from './scenario.js'

/** A run that a person started, and what was seen of it. */
export interface StartedRun {
  /** In its input: no two runs have the same. */
  key: string
  /** Under which it is shown and stored; with another endpoint it is another run's, too. */
  name: string
  endpoint: string
  plan: PlannedRun
  /** Whose it is. */
  person: number
  /** Where it was clicked first, and when: ms on the machine's monotonic clock. */
  app: App
  clickedAt: number
  /** A tab that showed it died. */
  wasCutOff: boolean
  /** How often its end was told. */
  told: number
  /** The app was told that nobody knows whether it arrived. */
  isUnknown: boolean
  /** A person asked again for what had no answer: its end is another one. */
  mayBeToldAgain: boolean
  /** Clicked in two tabs at the same moment. */
  isShared: boolean
  /** One of several at once: followed to its end, but a newer one is shown. */
  isBehind: boolean
}
