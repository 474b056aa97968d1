import type { PlannedRun } from './scenario.js'

/** A run that a person started, and what was seen of it. */
export interface StartedRun {
  key: string
  plan: PlannedRun
  /** Whose it is. */
  person: number
  /** A tab that showed it died. */
  wasCutOff: boolean
  /** How often its end was told. */
  told: number
  /** A person asked again for what had no answer: its end is another one. */
  mayBeToldAgain: boolean
  /** Clicked in two tabs at the same moment. */
  isShared: boolean
}
