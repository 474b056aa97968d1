import { useMessages } from '../../internal/use-messages.js'
import type { ChoicePlan, BooleanPlan } from '../field-plan.js'
import type { WidgetProps } from '../fields-options.js'
import { Part } from '../parts.js'

/** One of a few values: a list to open, or radio buttons. */
export function ChoiceField({
  id,
  plan,
  value,
  onChange,
  ariaLabel,
  describedBy,
  invalid,
  disabled,
}: WidgetProps<ChoicePlan>) {
  const messages = useMessages()
  // Options are told apart by their text; the value that is kept has the enum's own type.
  const choose = (text: string) => onChange(plan.options.find((option) => String(option) === text))

  if (plan.radio) {
    return (
      <Part part="options" look="row">
        {plan.options.map((option) => (
          <Part part="option" as="label" look="row" key={String(option)}>
            <Part
              part="radio"
              as="input"
              look="check"
              type="radio"
              name={id}
              value={String(option)}
              checked={value === option}
              disabled={disabled}
              onChange={(event) => choose(event.target.value)}
            />
            {optionLabel(option)}
          </Part>
        ))}
      </Part>
    )
  }
  return (
    <Part
      part="select"
      as="select"
      look="input"
      id={id}
      value={value === undefined ? '' : String(value)}
      disabled={disabled}
      aria-label={ariaLabel}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      aria-required={plan.required || undefined}
      onChange={(event) => choose(event.target.value)}
    >
      {(value === undefined || (!plan.required && plan.default === undefined)) && (
        <option value="">{messages.formUnset}</option>
      )}
      {plan.options.map((option) => (
        <option key={String(option)} value={String(option)}>
          {optionLabel(option)}
        </option>
      ))}
    </Part>
  )
}

/** An enum's value in words: `landscape_16_9` → `landscape 16:9`. Names that are no words stay as they are. */
export function optionLabel(value: unknown): string {
  const text = String(value)
  if (!/^[a-z]+(_[a-z\d]+)+$/.test(text)) return text
  return text.replace(/_(\d+)_(\d+)$/, ' $1:$2').replaceAll('_', ' ')
}

/** A tick box with its label beside it. */
export function BooleanField({
  id,
  plan,
  value,
  onChange,
  describedBy,
  invalid,
  disabled,
}: WidgetProps<BooleanPlan>) {
  return (
    <Part part="option" as="label" look="row label" htmlFor={id}>
      <Part
        part="checkbox"
        as="input"
        look="check"
        type="checkbox"
        id={id}
        checked={value === true}
        disabled={disabled}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <Part part="label" as="span">
        {plan.label}
      </Part>
    </Part>
  )
}
