import { type RefObject, useEffect, useRef } from 'react'
import { useStableCallback } from '../../hooks/use-stable-callback.js'

interface FormFieldOptions {
  /** What keeps the form from being submitted now; empty where nothing does. */
  problem: string
  /** A submit waits until the files are up instead of being refused. */
  waits: boolean
  isUploading: boolean
  onReset(): void
}

/** Not `hidden`: browsers report a problem only at what can take the focus. */
const OUT_OF_SIGHT = {
  position: 'absolute',
  inlineSize: '1px',
  blockSize: '1px',
  padding: '0',
  border: '0',
  opacity: '0',
  pointerEvents: 'none',
}

/** The part of a form's life that a list of files takes part in: validation, submit, reset. */
export function useFormField({ problem, waits, isUploading, onReset }: FormFieldOptions): {
  /** For an input that stands for the list in the form's validation. */
  validityRef: RefObject<HTMLInputElement | null>
} {
  const validityRef = useRef<HTMLInputElement>(null)
  useEffect(() => validityRef.current?.setCustomValidity(problem), [problem])
  // Not as an attribute: a strict CSP refuses those in served HTML.
  useEffect(() => {
    if (validityRef.current) Object.assign(validityRef.current.style, OUT_OF_SIGHT)
  }, [])

  const reset = useStableCallback(onReset)
  const held = useRef<{ form: HTMLFormElement; submitter: HTMLElement | null }>(undefined)
  const onSubmit = useStableCallback((event: SubmitEvent) => {
    if (!waits || !isUploading || !(event.target instanceof HTMLFormElement)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    held.current = { form: event.target, submitter: event.submitter }
  })
  useEffect(() => {
    const form = validityRef.current?.form
    form?.addEventListener('reset', reset)
    // Before the app's own listeners: what waits has not been submitted yet.
    document.addEventListener('submit', onSubmit, { capture: true })
    return () => {
      form?.removeEventListener('reset', reset)
      document.removeEventListener('submit', onSubmit, { capture: true })
    }
  }, [reset, onSubmit])
  useEffect(() => {
    if (isUploading || !held.current) return
    const { form, submitter } = held.current
    held.current = undefined
    form.requestSubmit(submitter)
  }, [isUploading])
  return { validityRef }
}
