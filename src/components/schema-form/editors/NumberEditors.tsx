import { enFormEditor } from '../../../messages/english/en-form-editor.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import { type NumberPlan, type SizePlan, getIn } from '../field-plan.js'
import { isRadio, RadioOptions, SelectOptions } from '../fields/ChoiceField.js'
import { NumberField } from '../fields/NumberField.js'
import type { WidgetProps } from '../fields-options.js'
import { useFormContext } from '../form-context.js'
import { Part } from '../parts.js'
import { Icon } from '../../internal/Icon.js'
import * as toolsIcons from '../../internal/icons/tools-icons.js'
import { randomSeed } from '../form-input.js'

/**
 * A seed. Empty, the model draws its own. A drawn one is drawn again for each run until it is kept; a typed one is kept.
 */
export function SeedField(props: WidgetProps<NumberPlan>) {
  const { id, plan, value, onChange, label, disabled } = props
  const messages = useAreaMessages(enFormEditor)
  const { drawn, setDrawn } = useFormContext()
  const isDrawn = drawn.has(plan.key)
  return (
    <>
      <Part part="seed">
        <NumberField
          {...props}
          onChange={(next) => {
            setDrawn(plan.key, false)
            onChange(next)
          }}
        />
        <Part
          part="dice"
          as="button"
          type="button"
          look="button icon"
          disabled={disabled}
          aria-label={messages.formDrawSeed(label)}
          onClick={() => {
            setDrawn(plan.key, true)
            onChange(randomSeed(plan))
          }}
        >
          <Icon path={toolsIcons.dice} />
        </Part>
      </Part>
      {typeof value === 'number' && (
        <Part part="option" as="label" look="row hint" htmlFor={`${id}-keep`}>
          <Part
            part="checkbox"
            as="input"
            look="check"
            type="checkbox"
            id={`${id}-keep`}
            checked={!isDrawn}
            disabled={disabled}
            onChange={(event) => setDrawn(plan.key, !event.target.checked)}
          />
          {messages.formKeepSeed}
        </Part>
      )}
    </>
  )
}

const CUSTOM = '{}'
const DEFAULT_SIDE = 1024

/** A preset by name and shape, or a width and a height of one's own. */
export function SizeField(props: WidgetProps<SizePlan>) {
  const { id, plan, value, onChange, describedBy, invalid, disabled } = props
  const messages = useAreaMessages(enFormEditor)
  const { setAt } = useFormContext()
  const isCustom = typeof value === 'object' && value !== null
  const { options, optionLabels, ratios } = plan
  const control = {
    ...props,
    options: [
      ...options.map((option, index) => ({
        key: String(option),
        label: optionLabels?.[index] ?? String(option),
        ratio: ratios?.[index],
      })),
      { key: CUSTOM, label: messages.formCustomSize },
    ],
    current: isCustom ? CUSTOM : String(value ?? ''),
    canBeUnset: !plan.required && (value === undefined || plan.default === undefined),
    onChoose(key: string) {
      if (key === CUSTOM) onChange({ width: startSide(plan.width), height: startSide(plan.height) })
      else onChange(options.find((option) => String(option) === key))
    },
  }
  return (
    <>
      {isRadio(plan) ? <RadioOptions {...control} /> : <SelectOptions {...control} />}
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

function startSide(side: NumberPlan): number {
  if (typeof side.default === 'number') return side.default
  return Math.min(Math.max(DEFAULT_SIDE, side.minimum ?? 0), side.maximum ?? DEFAULT_SIDE)
}
