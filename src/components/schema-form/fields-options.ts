import type { ComponentType } from 'react'
import type { FieldPlan } from './field-plan.js'

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
}
