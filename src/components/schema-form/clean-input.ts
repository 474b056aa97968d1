import type { FieldPlan } from './field-plan.js'
import { getIn } from './get-in.js'
import type { Input } from './initial-input.js'
import { setIn } from './set-in.js'

/** The input as it is sent: fields that were left empty and may be, are left out, so that the model's own defaults apply. */
export function cleanInput(plans: readonly FieldPlan[], input: Input): Input {
  let cleaned: unknown = input
  const clean = (plan: FieldPlan) => {
    if (plan.kind === 'group') plan.fields.forEach(clean)
    const value = getIn(cleaned, plan.path)
    const isEmptyGroup =
      plan.kind === 'group' && typeof value === 'object' && value !== null && Object.keys(value).length === 0
    const isEmptyText = value === '' && plan.kind !== 'text'
    // A text that has a default may be emptied on purpose; without one, empty is the same as absent.
    const isUnsetText = value === '' && plan.kind === 'text' && !plan.default
    const isEmptyList = Array.isArray(value) && value.length === 0 && plan.default === undefined
    if (value === undefined || value === null || isEmptyText || isUnsetText || isEmptyList || isEmptyGroup) {
      if (!plan.required) cleaned = setIn(cleaned, plan.path, undefined)
    }
  }
  plans.forEach(clean)
  return cleaned as Input
}
