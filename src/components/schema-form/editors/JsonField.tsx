import { useState } from 'react'
import { enFormEditor } from '../../../messages/english/en-form-editor.js'
import { enFormProblem } from '../../../messages/english/en-form-problem.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import type { JsonPlan } from '../field-plan.js'
import type { WidgetProps } from '../fields-options.js'
import { useFormContext } from '../form-context.js'
import { Part } from '../parts.js'
import { findJsonError } from './find-json-error.js'

const TEXTS = { ...enFormEditor, ...enFormProblem }

const MIN_ROWS = 5
const MAX_ROWS = 20

/** Anything, as JSON. What is typed stays as it is typed; only what can be read becomes the value. */
export function JsonField({
  id,
  plan,
  value,
  onChange,
  describedBy,
  invalid,
  disabled,
}: WidgetProps<JsonPlan>) {
  const messages = useAreaMessages(TEXTS)
  const { setDraft } = useFormContext()
  const [typed, setTyped] = useState({ text: textOf(value), value })
  // A value that came from elsewhere replaces what was typed.
  const text = textOf(typed.value) === textOf(value) ? typed.text : textOf(value)
  const error = text.trim() === '' ? undefined : findJsonError(text)

  function change(next: string) {
    const wrong = next.trim() === '' ? undefined : findJsonError(next)
    setDraft(
      plan.key,
      wrong ? `${messages.formNotJson} ${messages.formNotJsonAt(wrong.line, wrong.column)}` : false,
    )
    if (wrong) return setTyped({ text: next, value })
    const empty = plan.path.length === 0 ? {} : undefined
    const read: unknown = next.trim() === '' ? empty : JSON.parse(next)
    setTyped({ text: next, value: read })
    onChange(read)
  }
  function showError() {
    const field = document.getElementById(id)
    if (!error || !(field instanceof HTMLTextAreaElement)) return
    field.focus()
    field.setSelectionRange(error.offset, Math.min(text.length, error.offset + 1))
  }

  return (
    <>
      <Part
        part="json"
        as="textarea"
        look="input mono"
        id={id}
        dir="ltr"
        rows={Math.min(Math.max(text.split('\n').length, MIN_ROWS), MAX_ROWS)}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        value={text}
        disabled={disabled}
        placeholder={plan.type === 'array' ? '[ ]' : '{ }'}
        aria-describedby={[describedBy, `${id}-json`].filter(Boolean).join(' ')}
        aria-invalid={invalid || undefined}
        aria-required={plan.required || undefined}
        onChange={(event) => change(event.target.value)}
      />
      <Part part="counter" as="p" look="hint" id={`${id}-json`}>
        {plan.type === 'array'
          ? messages.formJsonList
          : plan.type === 'object'
            ? messages.formJsonObject
            : messages.formJsonAny}
      </Part>
      {error && invalid && (
        <Part
          part="showError"
          as="button"
          type="button"
          look="button small"
          disabled={disabled}
          onClick={showError}
        >
          {messages.formShowError}
        </Part>
      )}
    </>
  )
}

function textOf(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2)
}
