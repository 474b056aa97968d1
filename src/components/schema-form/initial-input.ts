import type { FieldPlan } from './field-plan.js'
import { getIn } from './get-in.js'
import { setIn } from './set-in.js'

export type Input = Record<string, unknown>

/** What a form begins with: the given input, and the schema's defaults where it says nothing. */
export function initialInput(plans: readonly FieldPlan[], given: Input = {}): Input {
  let input: unknown = given
  const fill = (plan: FieldPlan) => {
    if (plan.kind === 'group') return plan.fields.forEach(fill)
    if (getIn(input, plan.path) !== undefined) return
    // An unticked box that must be there is a "no", not a gap.
    const start = plan.default ?? (plan.kind === 'boolean' && plan.required ? false : undefined)
    if (start !== undefined) input = setIn(input, plan.path, start)
  }
  plans.forEach(fill)
  return input as Input
}
