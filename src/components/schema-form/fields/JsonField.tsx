import { useState } from 'react'
import type { JsonPlan } from '../field-plan.js'
import type { WidgetProps } from '../fields-options.js'
import { useFormContext } from '../form-context.js'
import { Part } from '../parts.js'

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
  const { setDraft } = useFormContext()
  const [typed, setTyped] = useState({ text: textOf(value), value })
  // A value that came from elsewhere replaces what was typed.
  const text = textOf(typed.value) === textOf(value) ? typed.text : textOf(value)

  function change(next: string) {
    const read = readJson(next)
    setDraft(plan.key, read === undefined && next.trim() !== '')
    if (read === undefined && next.trim() !== '') return setTyped({ text: next, value })
    const empty = plan.path.length === 0 ? {} : undefined
    setTyped({ text: next, value: read ?? empty })
    onChange(read ?? empty)
  }

  return (
    <Part
      part="json"
      as="textarea"
      look="input mono"
      id={id}
      dir="ltr"
      rows={5}
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      value={text}
      disabled={disabled}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      aria-required={plan.required || undefined}
      onChange={(event) => change(event.target.value)}
    />
  )
}

function textOf(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
