import type { ComponentType } from 'react'
import { foldAdvanced } from './advanced-fields.js'
import type { FieldPlan } from './field-plan.js'
import { ownValue } from './paths.js'

/** What a field's own control is given. */
export interface WidgetProps<Plan extends FieldPlan = FieldPlan> {
  /** For the control itself: the label points to it. */
  id: string
  plan: Plan
  value: unknown
  /** `undefined` leaves the field out of the input. */
  onChange: (value: unknown) => void
  label: string
  /** For `aria-label`: set where no label element points to the control. */
  ariaLabel?: string
  /** For `aria-describedby`: description and problem. */
  describedBy?: string
  invalid: boolean
  disabled: boolean
}

/** Another control of the form for a field. */
export type WidgetName = 'text' | 'textarea' | 'number' | 'slider' | 'select' | 'radio' | 'file' | 'json'

/** Changes to the fields that the schema gives. Fields are named by their path: `prompt`, `image_size.width`. */
export interface FieldsOptions {
  /** These come first, in this order. */
  order?: readonly string[]
  hide?: readonly string[]
  labels?: Readonly<Record<string, string>>
  descriptions?: Readonly<Record<string, string>>
  widgets?: Readonly<Record<string, WidgetName | ComponentType<WidgetProps>>>
  /** Fields that are folded away at first, instead of those that the form's own rule finds. `false` folds none. */
  advanced?: false | readonly string[]
}

/** The plans as the app wants them: ordered, hidden, renamed, with other controls, and what is advanced marked. */
export function applyFieldsOptions(plans: readonly FieldPlan[], options: FieldsOptions = {}): FieldPlan[] {
  return foldAdvanced(changed(plans, options), options)
}

function changed(plans: readonly FieldPlan[], options: FieldsOptions): FieldPlan[] {
  const { order = [], hide = [], labels = {}, descriptions = {}, widgets = {} } = options
  const rank = (plan: FieldPlan) => {
    const index = order.indexOf(plan.key)
    return index < 0 ? order.length : index
  }
  return plans
    .filter((plan) => !hide.includes(plan.key))
    .map((plan) => {
      const widget = ownValue(widgets, plan.key)
      const label = ownValue(labels, plan.key)
      const description = ownValue(descriptions, plan.key)
      const next = {
        ...(typeof widget === 'string' ? withWidget(plan, widget) : plan),
        ...(label !== undefined ? { label } : undefined),
        ...(description !== undefined ? { description } : undefined),
      } as FieldPlan // Label and description are of every plan; a spread of a union loses which.
      return next.kind === 'group' ? { ...next, fields: changed(next.fields, options) } : next
    })
    .sort((a, b) => rank(a) - rank(b))
}

/** A control that does not fit the field's kind is ignored: the schema knows better what it takes. */
function withWidget(plan: FieldPlan, widget: WidgetName): FieldPlan {
  const { path, key, label, description, required, default: start } = plan
  const base = { path, key, label, description, required, default: start }
  switch (widget) {
    case 'json':
      return { ...base, kind: 'json' }
    case 'file':
      return plan.kind === 'text' ? { ...base, kind: 'file', multiple: false } : plan
    case 'text':
    case 'textarea': {
      const multiline = widget === 'textarea'
      if (plan.kind === 'file' && !plan.multiple) return { ...base, kind: 'text', multiline }
      return plan.kind === 'text' ? { ...plan, multiline } : plan
    }
    case 'number':
    case 'slider': {
      const bounded = plan.kind === 'number' && plan.minimum !== undefined && plan.maximum !== undefined
      return bounded ? { ...plan, slider: widget === 'slider' } : plan
    }
    case 'select':
    case 'radio':
      return plan.kind === 'choice' ? { ...plan, radio: widget === 'radio' } : plan
    default:
      return widget satisfies never
  }
}
