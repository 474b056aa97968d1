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
    const first =
      form.querySelector('[aria-invalid="true"]') ??
      form.querySelector('[data-state="invalid"] :is(input, button):not([hidden])') ??
      form.querySelector('[data-mr-part="summary"]')
    if (first instanceof HTMLElement) first.focus()
  }, [root, failures, errors])
}
