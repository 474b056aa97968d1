import type { FieldPlan } from './field-plan.js'
import { getIn, setIn, type Path } from './paths.js'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

export type Input = Record<string, unknown>

/** What a form begins with: the given input, and the schema's defaults where it says nothing. */
function initialInput(plans: readonly FieldPlan[], given: Input = {}): Input {
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

interface Options {
  plans: readonly FieldPlan[]
  value?: Input
  defaultValue?: Input
  onChange?: (input: Input) => void
}

/** The form's values: the app's, or the form's own. A schema that comes late still gives its defaults. */
export function useFormState({ plans, value, defaultValue, onChange }: Options) {
  const [own, setOwn] = useState<Input>()
  const [start] = useState(defaultValue)
  const input = useMemo(() => value ?? own ?? initialInput(plans, start), [value, own, plans, start])

  // Uploads end long after the render that began them: they must add to what is there then.
  const latest = useRef({ input, onChange })
  useEffect(() => {
    latest.current = { input, onChange }
  })

  const setAt = useCallback((path: Path, next: unknown) => {
    const changed = setIn(latest.current.input, path, next) as Input
    latest.current.input = changed
    setOwn(changed)
    latest.current.onChange?.(changed)
  }, [])

  return { input, setAt }
}
