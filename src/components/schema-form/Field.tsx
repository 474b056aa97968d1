import { type ReactNode, useRef } from 'react'
import { enForm } from '../../messages/english/en-form.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { DescriptionText, ProblemTexts } from './FieldTexts.js'
import { type FieldPlan, type GroupPlan, type ListPlan, getIn } from './field-plan.js'
import { BooleanField, ChoiceField, isRadio, isTriState } from './fields/ChoiceField.js'
import { FileField } from './fields/FileField.js'
import { NumberField } from './fields/NumberField.js'
import { TextField } from './fields/TextField.js'
import type { WidgetProps } from './fields-options.js'
import { useFormContext } from './form-context.js'
import { startOf } from './form-input.js'
import { Part } from './parts.js'
import { hasCombobox, loadEditors, useEditors } from './use-editors.js'

interface FieldProps {
  plan: FieldPlan
  /** Stands within a field of the same path, which says what is wrong. */
  isInner?: boolean
}

/** One field: its name, its control, what it is for, and what is wrong with it. */
export function Field({ plan, isInner = false }: FieldProps) {
  const { input, setAt, problems, idOf, disabled, touch, widgets } = useFormContext()
  const messages = useAreaMessages(enForm)
  if (plan.kind === 'constant') return null
  const id = `${idOf(plan.key)}${isInner ? '-value' : ''}`
  const wrong = problems.get(plan.key) ?? []
  const describedBy =
    [plan.description && `${id}-description`, wrong.length > 0 && !isInner && `${id}-problem`]
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
  const control =
    typeof Custom === 'function' ? <Custom {...widget} /> : <Control plan={plan} widget={widget} />
  const isComposite = isGroupOfControls(plan)
  // The control carries its own label.
  const isLabelled =
    (plan.kind === 'boolean' && !isTriState(plan)) || (plan.kind === 'group' && plan.optional === true)
  // A group cannot be `aria-required`, and the star is for the eye.
  const isRequired = isComposite && plan.required
  const about = plan.description && (
    <Part part="description" as="p" look="hint" id={`${id}-description`}>
      {/* From the model, in its own language. */}
      <bdi>
        <DescriptionText text={plan.description} />
      </bdi>
    </Part>
  )

  return (
    <Part
      part="field"
      look="stack"
      state={wrong.length > 0 ? 'invalid' : 'valid'}
      data-kind={kindOf(plan)}
      data-rank={rankOf(plan)}
      onBlur={() => touch(plan.key)}
      {...(isComposite
        ? {
            role: plan.kind === 'choice' || plan.kind === 'size' ? 'radiogroup' : 'group',
            'aria-labelledby': `${id}-label`,
            'aria-describedby':
              [isRequired && `${id}-required`, describedBy].filter(Boolean).join(' ') || undefined,
          }
        : undefined)}
    >
      {isLabelled ? (
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
      {(plan.kind !== 'group' || plan.optional) && about}
      {wrong.length > 0 && !isInner && (
        <Part part="problem" as="p" look="problem" id={`${id}-problem`}>
          <ProblemTexts texts={wrong} />
        </Part>
      )}
    </Part>
  )
}

function Control({
  plan,
  widget,
}: {
  plan: Exclude<FieldPlan, { kind: 'constant' }>
  widget: WidgetProps
}): ReactNode {
  switch (plan.kind) {
    case 'text':
      return hasCombobox(plan) ? (
        <LazyControl plan={plan} widget={widget} />
      ) : (
        <TextField {...widget} plan={plan} />
      )
    case 'number':
      return plan.seed ? <LazyControl plan={plan} widget={widget} /> : <NumberField {...widget} plan={plan} />
    case 'boolean':
      return <BooleanField {...widget} plan={plan} />
    case 'choice':
      return <ChoiceField {...widget} plan={plan} />
    case 'file':
      return <FileField {...widget} plan={plan} />
    case 'group':
      return <GroupField plan={plan} widget={widget} />
    case 'size':
    case 'list':
    case 'json':
    case 'color':
    case 'variants':
      return <LazyControl plan={plan} widget={widget} />
    default:
      return plan satisfies never
  }
}

/** An editor that is fetched when a form needs it; till then a plain control where there is one. */
function LazyControl({ plan, widget }: { plan: FieldPlan; widget: WidgetProps }): ReactNode {
  const messages = useAreaMessages(enForm)
  const loading = useEditors(true)
  if (loading.state === 'ready') {
    const { ColorField, Combobox, JsonField, ListField, SeedField, SizeField, VariantsField } = loading.value
    switch (plan.kind) {
      case 'text':
        return <Combobox {...widget} plan={plan} />
      case 'number':
        return <SeedField {...widget} plan={plan} />
      case 'size':
        return <SizeField {...widget} plan={plan} />
      case 'list':
        return <ListField {...widget} plan={plan as ListPlan} />
      case 'json':
        return <JsonField {...widget} plan={plan} />
      case 'color':
        return <ColorField {...widget} plan={plan} />
      case 'variants':
        return <VariantsField {...widget} plan={plan} />
      default:
        return null
    }
  }
  if (plan.kind === 'text') return <TextField {...widget} plan={plan} />
  if (plan.kind === 'number') return <NumberField {...widget} plan={plan} />
  return loading.state === 'failed' ? (
    <Part
      part="retry"
      as="button"
      type="button"
      look="button small"
      id={widget.id}
      onClick={() => void loadEditors()}
    >
      {messages.formLoadAgain}
    </Part>
  ) : (
    <Part part="loading" as="p" look="row busy hint" id={widget.id}>
      {messages.formLoadingField}
    </Part>
  )
}

/** An object's fields. An optional one is off until it is switched on; what was filled in is there again after that. */
function GroupField({ plan, widget }: { plan: GroupPlan; widget: WidgetProps }) {
  const { id, value, onChange, describedBy, disabled } = widget
  const kept = useRef<unknown>(undefined)
  const isOn = !plan.optional || value !== undefined
  return (
    <>
      {plan.optional && (
        <Part part="option" as="label" look="row label" htmlFor={id} id={`${id}-label`}>
          <Part
            part="switch"
            as="input"
            look="check"
            type="checkbox"
            role="switch"
            id={id}
            checked={isOn}
            disabled={disabled}
            aria-describedby={describedBy}
            onChange={(event) => {
              if (event.target.checked) return onChange(kept.current ?? startOf(plan))
              kept.current = value
              onChange(undefined)
            }}
          />
          <bdi>{plan.label}</bdi>
        </Part>
      )}
      {isOn && (
        <Part part="group">
          <Part part="fields">
            {plan.fields.map((field) => (
              <Field key={field.key} plan={field} />
            ))}
          </Part>
        </Part>
      )}
    </>
  )
}

/** Fields with several controls are groups that carry the name; the others have a label that points to their control. */
function isGroupOfControls(plan: FieldPlan): boolean {
  if (plan.kind === 'choice' || plan.kind === 'size') return isRadio(plan)
  return plan.kind === 'group' || plan.kind === 'list' || plan.kind === 'file'
}

/** For styles: long texts, lists and the like take the whole width, small controls share a row. */
function kindOf(plan: FieldPlan): string {
  if (plan.kind === 'text' && plan.multiline) return 'textarea'
  if ((plan.kind === 'choice' || plan.kind === 'size') && isRadio(plan)) return 'options'
  return plan.kind === 'boolean' && isTriState(plan) ? 'choice' : plan.kind
}

function rankOf(plan: FieldPlan): 'primary' | 'quiet' | undefined {
  if (plan.kind === 'text' && plan.rank) return plan.rank
  return plan.advanced ? 'quiet' : undefined
}
