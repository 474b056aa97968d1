import { useMessages } from '../../internal/use-messages.js'
import type { NumberPlan, SizePlan } from '../field-plan.js'
import type { WidgetProps } from '../fields-options.js'
import { useFormContext } from '../form-context.js'
import { getIn } from '../paths.js'
import { Part } from '../parts.js'
import { NumberField } from './NumberField.js'
import { optionLabel } from './ChoiceField.js'

const CUSTOM = '{}'
const DEFAULT_SIDE = 1024

/** A preset by name, or a width and a height of one's own. */
export function SizeField({
  id,
  plan,
  value,
  onChange,
  describedBy,
  invalid,
  disabled,
}: WidgetProps<SizePlan>) {
  const messages = useMessages()
  const { setAt } = useFormContext()
  const isCustom = typeof value === 'object' && value !== null

  function choose(text: string) {
    if (text === CUSTOM) onChange({ width: startOf(plan.width), height: startOf(plan.height) })
    else onChange(plan.options.find((option) => String(option) === text))
  }

  return (
    <>
      <Part
        part="select"
        as="select"
        look="input"
        id={id}
        value={isCustom ? CUSTOM : String(value ?? '')}
        disabled={disabled}
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
        <option value={CUSTOM}>{messages.formCustomSize}</option>
      </Part>
      {isCustom && (
        <Part part="size">
          {[plan.width, plan.height].map((side) => (
            <Part part="field" key={side.key} look="stack">
              <Part part="label" as="label" look="hint" htmlFor={`${id}-${side.key}`}>
                {side.label}
              </Part>
              <NumberField
                id={`${id}-${side.key}`}
                plan={{ ...side, slider: false }}
                value={getIn(value, side.path.slice(plan.path.length))}
                onChange={(next) => setAt(side.path, next)}
                label={side.label}
                describedBy={describedBy}
                invalid={invalid}
                disabled={disabled}
              />
            </Part>
          ))}
        </Part>
      )}
    </>
  )
}

function startOf(side: NumberPlan): number {
  if (typeof side.default === 'number') return side.default
  return Math.min(Math.max(DEFAULT_SIDE, side.minimum ?? 0), side.maximum ?? DEFAULT_SIDE)
}
