import type { ChangeEvent } from 'react'
import { enForm } from '../../../messages/english/en-form.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import type { NumberPlan } from '../field-plan.js'
import type { WidgetProps } from '../fields-options.js'
import { useFormContext } from '../form-context.js'
import { Part } from '../parts.js'

const SLIDER_STEPS = 100

/**
 * A number. With near bounds also a slider for the pointer; it is out of the tab order and hidden from screen readers,
 * because the number input beside it says and does the same with one stop.
 */
export function NumberField({
  id,
  plan,
  value,
  onChange,
  ariaLabel,
  describedBy,
  invalid,
  disabled,
}: WidgetProps<NumberPlan>) {
  const messages = useAreaMessages(enForm)
  const { setDraft } = useFormContext()
  const { minimum, maximum, step } = plan
  const number = typeof value === 'number' ? value : undefined

  function change(event: ChangeEvent<HTMLInputElement>) {
    const { validity, valueAsNumber } = event.target
    setDraft(plan.key, validity.badInput)
    onChange(Number.isNaN(valueAsNumber) ? undefined : valueAsNumber)
  }

  const input = (
    <Part
      part="input"
      as="input"
      look="input"
      id={id}
      type="number"
      inputMode={plan.integer && (minimum ?? -1) >= 0 ? 'numeric' : 'decimal'}
      // Otherwise the wheel over a focused number changes it while the page is scrolled.
      onWheel={(event) => event.currentTarget.blur()}
      min={minimum}
      max={maximum}
      step={step ?? 'any'}
      value={number ?? ''}
      placeholder={typeof plan.default === 'number' ? String(plan.default) : undefined}
      disabled={disabled}
      aria-label={ariaLabel}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      aria-required={plan.required || undefined}
      onChange={change}
    />
  )
  if (!plan.slider || minimum === undefined || maximum === undefined) {
    return (
      <>
        {input}
        {minimum !== undefined && maximum !== undefined && (
          <Part part="counter" as="p" look="hint">
            {messages.formRange(minimum, maximum)}
          </Part>
        )}
      </>
    )
  }
  return (
    <Part part="range">
      <Part
        part="slider"
        as="input"
        look="slider"
        type="range"
        tabIndex={-1}
        aria-hidden="true"
        min={minimum}
        max={maximum}
        step={step ?? (maximum - minimum) / SLIDER_STEPS}
        value={number ?? minimum}
        disabled={disabled}
        onChange={change}
      />
      {input}
    </Part>
  )
}
