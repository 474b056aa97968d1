import { enFormEditor } from '../../../messages/english/en-form-editor.js'
import { Icon } from '../../internal/Icon.js'
import * as toolsIcons from '../../internal/icons/tools-icons.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import type { NumberPlan } from '../field-plan.js'
import { NumberField } from '../fields/NumberField.js'
import type { WidgetProps } from '../fields-options.js'
import { useFormContext } from '../form-context.js'
import { Part } from '../parts.js'
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
