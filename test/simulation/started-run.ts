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
  /** Clicked in two tabs at the same moment. */
  isShared: boolean
}
