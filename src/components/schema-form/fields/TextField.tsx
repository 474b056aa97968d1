import type { TextPlan } from '../field-plan.js'
import type { WidgetProps } from '../fields-options.js'
import { useMessages } from '../../internal/use-messages.js'
import { Part } from '../parts.js'

// From here on a limit is worth knowing.
const NEARLY_FULL = 0.8

/** A line of text, or several. */
export function TextField({
  id,
  plan,
  value,
  onChange,
  ariaLabel,
  describedBy,
  invalid,
  disabled,
}: WidgetProps<TextPlan>) {
  const messages = useMessages()
  const text = typeof value === 'string' ? value : ''
  const length = [...text].length
  const { maxLength } = plan
  const control = {
    id,
    value: text,
    disabled,
    look: 'input',
    dir: 'auto',
    placeholder: typeof plan.default === 'string' ? plan.default : undefined,
    'aria-label': ariaLabel,
    'aria-describedby': describedBy,
    'aria-invalid': invalid || undefined,
    'aria-required': plan.required || undefined,
  }
  return (
    <>
      {plan.multiline ? (
        <Part
          part="textarea"
          as="textarea"
          rows={3}
          {...control}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <Part
          part="input"
          as="input"
          type="text"
          {...control}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {maxLength !== undefined && length > maxLength * NEARLY_FULL && (
        <Part part="counter" as="p" look="hint">
          {messages.formCharacters(length, maxLength)}
        </Part>
      )}
    </>
  )
}
