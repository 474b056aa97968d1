import { type RefObject, useEffect } from 'react'
import type { FieldError } from '../../client/errors/model-runner-error.js'

/**
 * Takes the focus to the first thing that is wrong: after a submit that was held back, and when errors come from outside.
 * Not when the person is at work elsewhere on the page by then.
 */
export function useFocusFirstProblem(
  root: RefObject<HTMLElement | null>,
  failures: number,
  errors: readonly FieldError[] | undefined,
) {
  useEffect(() => {
    const form = root.current
    const active = form?.ownerDocument.activeElement
    const isElsewhere = active && active !== form?.ownerDocument.body && !form?.contains(active)
    if (!form || isElsewhere || (failures === 0 && !errors?.length)) return
    const field = form.querySelector('[data-mr-part="field"][data-state="invalid"]')
    const first =
      field?.querySelector('[aria-invalid="true"]:not([hidden] *)') ??
      field?.querySelector(CONTROLS) ??
      form.querySelector('[data-mr-part="summary"]')
    if (first instanceof HTMLElement) first.focus()
  }, [root, failures, errors])
}

/** What can be worked in a field: what is hidden, or is only the head of what can be worked, is not. */
const CONTROLS = ':is(input, select, textarea, button):not([hidden], [hidden] *, [role="tab"], :disabled)'
