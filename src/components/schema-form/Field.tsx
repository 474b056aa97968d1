import type { ReactNode } from 'react'
import { useMessages } from '../internal/use-messages.js'
import { BooleanField, ChoiceField } from './fields/ChoiceField.js'
import { FileField } from './fields/FileField.js'
import { JsonField } from './fields/JsonField.js'
import { ListField } from './fields/ListField.js'
import { NumberField } from './fields/NumberField.js'
import { SizeField } from './fields/SizeField.js'
import { TextField } from './fields/TextField.js'
import type { FieldPlan } from './field-plan.js'
import type { WidgetProps } from './fields-options.js'
import { useFormContext } from './form-context.js'
import { getIn } from './paths.js'
import { Part } from './parts.js'

/** One field: its name, its control, what it is for, and what is wrong with it. */
export function Field({ plan }: { plan: FieldPlan }) {
  const { input, setAt, problems, idOf, disabled, touch, widgets } = useFormContext()
  const messages = useMessages()
  const id = idOf(plan.key)
  const wrong = problems.get(plan.key) ?? []
  const describedBy =
    [plan.description && `${id}-description`, wrong.length > 0 && `${id}-problem`]
      .filter(Boolean)
      .join(' ') || undefined
  const widget: WidgetProps = {
    id,
    plan,
    value: getIn(input, plan.path),
    onChange: (value) => setAt(plan.path, value),
    label: plan.label,
    describedBy,
    invalid: wrong.length > 0,
    disabled,
  }
  // The names are a model's, and may be those of every object: `constructor`.
  const Custom = widgets && Object.hasOwn(widgets, plan.key) ? widgets[plan.key] : undefined
  const control = typeof Custom === 'function' ? <Custom {...widget} /> : controlFor(plan, widget)
  const isComposite = isGroupOfControls(plan)
  // A group cannot be `aria-required`, and the star is for the eye.
  const isRequired = isComposite && plan.required
  const about = plan.description && (
    <Part part="description" as="p" look="hint" id={`${id}-description`}>
      {/* From the model, in its own language. */}
      <bdi>{plan.description}</bdi>
    </Part>
  )

  return (
    <Part
      part="field"
      look="stack"
      state={wrong.length > 0 ? 'invalid' : 'valid'}
      data-kind={kindOf(plan)}
      onBlur={() => touch(plan.key)}
      {...(isComposite
        ? {
            role: plan.kind === 'choice' ? 'radiogroup' : 'group',
            'aria-labelledby': `${id}-label`,
            'aria-describedby':
              [isRequired && `${id}-required`, describedBy].filter(Boolean).join(' ') || undefined,
          }
        : undefined)}
    >
      {plan.kind === 'boolean' ? (
        control
      ) : (
        <>
          <Part
            part="label"
            as={isComposite ? 'span' : 'label'}
            look="label"
            id={`${id}-label`}
            data-required={plan.required || undefined}
            {...(isComposite ? undefined : { htmlFor: id })}
          >
            <bdi>{plan.label}</bdi>
          </Part>
          {isRequired && (
            <span hidden id={`${id}-required`}>
              {messages.formIsRequired}
            </span>
          )}
          {plan.kind === 'group' && about}
          {control}
        </>
      )}
      {plan.kind !== 'group' && about}
      {wrong.length > 0 && (
        <Part part="problem" as="p" look="problem" id={`${id}-problem`}>
          {wrong.join(' ')}
        </Part>
      )}
    </Part>
  )
}

function controlFor(plan: FieldPlan, widget: WidgetProps): ReactNode {
  switch (plan.kind) {
    case 'text':
      return <TextField {...widget} plan={plan} />
    case 'number':
      return <NumberField {...widget} plan={plan} />
    case 'boolean':
      return <BooleanField {...widget} plan={plan} />
    case 'choice':
      return <ChoiceField {...widget} plan={plan} />
    case 'size':
      return <SizeField {...widget} plan={plan} />
    case 'file':
      return <FileField {...widget} plan={plan} />
    case 'list':
      return <ListField {...widget} plan={plan} />
    case 'json':
      return <JsonField {...widget} plan={plan} />
    case 'group':
      return (
        <Part part="group">
          <Part part="fields">
            {plan.fields.map((field) => (
              <Field key={field.key} plan={field} />
            ))}
          </Part>
        </Part>
      )
    default:
      return plan satisfies never
  }
}

/** Fields with several controls are groups that carry the name; the others have a label that points to their control. */
function isGroupOfControls(plan: FieldPlan): boolean {
  if (plan.kind === 'choice') return plan.radio === true
  return plan.kind === 'group' || plan.kind === 'list' || plan.kind === 'file'
}

/** For styles: long texts, lists and the like take the whole width, small controls share a row. */
function kindOf(plan: FieldPlan): string {
  return plan.kind === 'text' && plan.multiline ? 'textarea' : plan.kind
}
