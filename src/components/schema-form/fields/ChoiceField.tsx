import { enForm } from '../../../messages/english/en-form.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import type { BooleanPlan, ChoicePlan } from '../field-plan.js'
import type { WidgetProps } from '../fields-options.js'
import { Part } from '../parts.js'

/** One of a few values: a list to open, or radio buttons; shapes are drawn. */
export function ChoiceField(props: WidgetProps<ChoicePlan>) {
  const { plan, value, onChange } = props
  const { options, optionLabels, ratios } = plan
  const labels = optionLabels ?? options.map(String)
  const canBeUnset = !plan.required && (value === undefined || plan.default === undefined)
  const shown = options.map((option, index) => ({
    key: String(option),
    label: labels[index] ?? String(option),
    ratio: ratios?.[index],
  }))
  // Options are distinguished by their text; the value that is kept has the enum's own type.
  const choose = (key: string) => onChange(options.find((option) => String(option) === key))
  const current = value === undefined ? '' : String(value)
  return isRadio(plan) ? (
    <RadioOptions {...props} options={shown} current={current} canBeUnset={canBeUnset} onChoose={choose} />
  ) : (
    <SelectOptions {...props} options={shown} current={current} canBeUnset={canBeUnset} onChoose={choose} />
  )
}

// More shapes than these are quicker to find in a list.
const MAX_SHAPES = 9

/** Radio buttons, by wish or because the options are shapes. */
export function isRadio({
  radio,
  ratios,
  options,
}: Pick<ChoicePlan, 'radio' | 'ratios' | 'options'>): boolean {
  return radio ?? (ratios !== undefined && options.length <= MAX_SHAPES)
}

export interface ShownOption {
  key: string
  label: string
  ratio?: number
}

interface OptionsProps extends Omit<WidgetProps, 'plan' | 'value' | 'onChange'> {
  options: readonly ShownOption[]
  current: string
  canBeUnset: boolean
  plan: { required: boolean }
  onChoose: (key: string) => void
}

export function RadioOptions({ id, options, current, canBeUnset, disabled, onChoose }: OptionsProps) {
  const messages = useAreaMessages(enForm)
  const all = canBeUnset ? [{ key: '', label: messages.formUnset }, ...options] : options
  const hasShapes = options.some(({ ratio }) => ratio !== undefined)
  return (
    <Part part="options" look="row" data-shapes={hasShapes || undefined}>
      {all.map(({ key, label, ratio }: ShownOption) => (
        <Part part="option" as="label" look="row" key={key}>
          <Part
            part="radio"
            as="input"
            look="check"
            type="radio"
            name={id}
            value={key}
            checked={current === key}
            disabled={disabled}
            onChange={(event) => onChoose(event.target.value)}
          />
          {hasShapes && <Shape ratio={ratio} isOpen={ratio === undefined} />}
          {label}
        </Part>
      ))}
    </Part>
  )
}

const SHAPE_BOX = 16
const SHAPE_LONG = 14

/** The outline of a picture of this ratio; a dashed square where the ratio is open. */
function Shape({ ratio = 1, isOpen }: { ratio?: number; isOpen: boolean }) {
  const width = Math.max(3, ratio >= 1 ? SHAPE_LONG : SHAPE_LONG * ratio)
  const height = Math.max(3, ratio >= 1 ? SHAPE_LONG / ratio : SHAPE_LONG)
  return (
    <Part part="shape" as="span" aria-hidden="true">
      <svg
        viewBox={`0 0 ${SHAPE_BOX} ${SHAPE_BOX}`}
        width={SHAPE_BOX}
        height={SHAPE_BOX}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        focusable="false"
      >
        <rect
          x={(SHAPE_BOX - width) / 2}
          y={(SHAPE_BOX - height) / 2}
          width={width}
          height={height}
          rx="1.5"
          strokeDasharray={isOpen ? '2.5 2' : undefined}
        />
      </svg>
    </Part>
  )
}

export function SelectOptions({
  id,
  plan,
  options,
  current,
  canBeUnset,
  ariaLabel,
  describedBy,
  invalid,
  disabled,
  onChoose,
}: OptionsProps) {
  const messages = useAreaMessages(enForm)
  return (
    <Part
      part="select"
      as="select"
      look="input"
      id={id}
      value={current}
      disabled={disabled}
      aria-label={ariaLabel}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      aria-required={plan.required || undefined}
      onChange={(event) => onChoose(event.target.value)}
    >
      {canBeUnset ? (
        <option value="">{messages.formUnset}</option>
      ) : (
        // Without it, the browser would show the first option as if it had been chosen.
        current === '' && <option value="">{messages.formChoose}</option>
      )}
      {options.map(({ key, label }) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </Part>
  )
}

/** Without a default, "off" is an answer and no answer is another: then it is a choice of three. */
export function isTriState({ required, default: start }: Pick<BooleanPlan, 'required' | 'default'>): boolean {
  return !required && start === undefined
}

/** A tick box with its label beside it; a list where it may stay unset. */
export function BooleanField(props: WidgetProps<BooleanPlan>) {
  const { id, plan, value, onChange, describedBy, invalid, disabled } = props
  const messages = useAreaMessages(enForm)
  if (isTriState(plan)) {
    return (
      <SelectOptions
        {...props}
        options={[
          { key: 'true', label: messages.formOn },
          { key: 'false', label: messages.formOff },
        ]}
        current={typeof value === 'boolean' ? String(value) : ''}
        canBeUnset
        onChoose={(key) => onChange(key === '' ? undefined : key === 'true')}
      />
    )
  }
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
