import type { NumberPlan } from './field-plan.js'

// What nearly every model takes: a signed 32-bit integer.
const MAX_SEED = 2_147_483_647

/** A seed within the field's bounds. */
export function randomSeed({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: NumberPlan): number {
  const least = Math.ceil(Math.max(0, minimum ?? 0)) + (exclusiveMinimum ? 1 : 0)
  const most = Math.floor(Math.min(MAX_SEED, maximum ?? MAX_SEED)) - (exclusiveMaximum ? 1 : 0)
  return least >= most ? least : least + Math.floor(Math.random() * (most - least + 1))
}
