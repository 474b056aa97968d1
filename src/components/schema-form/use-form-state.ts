import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FieldPlan } from './field-plan.js'
import { initialInput, type Input } from './form-input.js'
import { type Path, setIn } from './paths.js'

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

  // Uploads end long after the render that started them: they must add to what is there then.
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
