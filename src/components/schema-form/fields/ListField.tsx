import { useRef } from 'react'
import { Icon } from '../../internal/Icon.js'
import { useMessages } from '../../internal/use-messages.js'
import type { ListPlan } from '../field-plan.js'
import type { WidgetProps } from '../fields-options.js'
import { Part } from '../parts.js'
import { ChoiceField } from './ChoiceField.js'
import { focusSoon } from '../form-context.js'
import { NumberField } from './NumberField.js'
import { TextField } from './TextField.js'

/** Several texts, numbers or choices, in order. */
export function ListField({ id, plan, value, onChange, label, invalid, disabled }: WidgetProps<ListPlan>) {
  const messages = useMessages()
  const addRef = useRef<HTMLButtonElement>(null)
  const entries: unknown[] = Array.isArray(value) ? value : []
  const isFull = plan.maxItems !== undefined && entries.length >= plan.maxItems

  function add() {
    onChange([
      ...entries,
      plan.item.kind === 'choice' ? plan.item.options[0] : plan.item.kind === 'text' ? '' : null,
    ])
    focusSoon(() => document.getElementById(`${id}-${entries.length}`))
  }
  function remove(index: number) {
    onChange(entries.filter((_, at) => at !== index))
    // The focused button goes with its row: the next thing to do is at the row before, or at "Add".
    focusSoon(() => (index > 0 ? document.getElementById(`${id}-${index - 1}`) : addRef.current))
  }

  return (
    <>
      {entries.length > 0 && (
        <Part part="list" as="ul" look="list stack">
          {entries.map((entry, index) => {
            const name = messages.formItem(label, index + 1)
            const control = {
              id: `${id}-${index}`,
              value: entry,
              onChange: (next: unknown) =>
                onChange(entries.map((old, at) => (at === index ? (next ?? null) : old))),
              label: name,
              ariaLabel: name,
              invalid,
              disabled,
            }
            return (
              <Part part="item" as="li" key={index}>
                {plan.item.kind === 'text' && <TextField {...control} plan={plan.item} />}
                {plan.item.kind === 'number' && (
                  <NumberField
                    {...control}
                    plan={{ ...plan.item, slider: false, key: `${plan.key}.${index}` }}
                  />
                )}
                {plan.item.kind === 'choice' && <ChoiceField {...control} plan={plan.item} />}
                <Part
                  part="itemAction"
                  as="button"
                  type="button"
                  look="button quiet icon"
                  disabled={disabled}
                  aria-label={messages.formRemoveItem(name)}
                  onClick={() => remove(index)}
                >
                  <Icon name="close" />
                </Part>
              </Part>
            )
          })}
        </Part>
      )}
      <Part
        part="add"
        as="button"
        type="button"
        look="button small"
        ref={addRef}
        disabled={disabled || isFull}
        aria-describedby={`${id}-label`}
        onClick={add}
      >
        <Icon name="plus" />
        {messages.formAddItem}
      </Part>
    </>
  )
}
