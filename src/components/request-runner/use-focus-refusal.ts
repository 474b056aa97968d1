import { type RefObject, useEffect } from 'react'
import type { ModelRunnerError } from '../../client/errors/model-runner-error.js'
import { focusForNow } from '../internal/focus-for-now.js'

/**
 * A refused input takes the focus to what is wrong. The form does so where it has the field; what is wrong with no field
 * stands in the run's notice. Not when the person is at work elsewhere by then, be it in another field.
 */
export function useFocusRefusal(root: RefObject<HTMLElement | null>, error: ModelRunnerError | undefined) {
  useEffect(() => {
    const runner = root.current
    if (error?.kind !== 'validation' || !runner?.querySelector('[data-mr-part="submit"]:focus')) return
    if (runner.querySelector('[data-mr-part="field"][data-state="invalid"]')) return
    const notice = runner.querySelector<HTMLElement>(
      '[data-mr-part="stage"] [data-mr="error-notice"][data-mr-part="root"]',
    )
    if (notice) focusForNow(notice, { preventScroll: false })
  }, [root, error])
}
