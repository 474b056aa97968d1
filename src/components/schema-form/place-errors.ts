import type { FieldError } from '../../client/errors/model-runner-error.js'
import type { FieldPlan } from './field-plan.js'

export interface PlacedErrors {
  /** By the field's key. */
  placed: Map<string, FieldError[]>
  /** About no field that is shown. */
  unplaced: FieldError[]
}

/** Finds for each error the innermost field that it is about: `images.1` stands at `images`. */
export function placeErrors(plans: readonly FieldPlan[], errors: readonly FieldError[]): PlacedErrors {
  const placed = new Map<string, FieldError[]>()
  const unplaced: FieldError[] = []
  for (const error of errors) {
    const plan = fieldAt(plans, error.path)
    if (plan) placed.set(plan.key, [...(placed.get(plan.key) ?? []), error])
    else unplaced.push(error)
  }
  return { placed, unplaced }
}

function fieldAt(plans: readonly FieldPlan[], path: readonly (string | number)[]): FieldPlan | undefined {
  const plan = plans.find(({ path: own }) => own.every((step, index) => String(path[index]) === String(step)))
  if (plan?.kind !== 'group') return plan
  return fieldAt(plan.fields, path) ?? plan
}
