import type { BooleanPlan } from '../field-plan.js'
import type { WidgetProps } from '../fields-options.js'
import { Part } from '../parts.js'

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
