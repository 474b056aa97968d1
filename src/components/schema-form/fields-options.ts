import type { ComponentType } from 'react'
import { type FieldPlan, ownValue } from './field-plan.js'

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

// A shorter form needs no folding.
const MIN_FIELDS_TO_FOLD = 7
const MIN_ADVANCED = 3
// Beyond these, optional fields of a long form fold too, in their order.
const MAX_BASIC = 10

// How a model works, rather than what it makes.
const TECHNICAL =
  /(?:^|_)(?:seed|steps?|guidance|cfg|scale|strength|scheduler|sampler|eta|sigma|shift|temperature|top_[kp]|penalty|safety|safe|checker|filter|moderation|tolerance|nsfw|sync|cache|quality|format|compression|codec|bitrate|crf|lora|loras|weights|adapter|controlnet|embeddings|precision|dtype|quantization|acceleration|tile|tiling|vae|refine\w*|threshold|seed\w*|debug|verbose|raw|expansion|enhance\w*|interpolat\w*|padding|overlap|batch|webhook|token|api_key|go_fast|turbo|disable|enable|use|megapixels|hf|hf_\w+|stop|logprobs|max_tokens)(?:_|$)/

/**
 * Which fields a form folds away: those that the app names or the schema marks (`x-advanced`); else, in a form of seven fields or
 * more, the optional ones with a technical name, secrets, optional groups, lists of objects and JSON, and what is optional
 * beyond the tenth field. Required fields, prompts, files and what the app puts first always stay. Fewer than three are not folded.
 */
function foldAdvanced(
  plans: readonly FieldPlan[],
  { advanced, order = [] }: { advanced?: false | readonly string[]; order?: readonly string[] } = {},
): FieldPlan[] {
  if (advanced !== undefined) {
    return plans.map((plan) => ({ ...plan, advanced: advanced !== false && advanced.includes(plan.key) }))
  }
  const isMarked = plans.some((plan) => plan.advanced)
  let basic = 0
  const folded = plans.map((plan) => {
    if (plan.required || order.includes(plan.key)) return false
    if (plan.advanced !== undefined) return plan.advanced
    if (plans.length < MIN_FIELDS_TO_FOLD || isMain(plan)) return false
    if (isTechnical(plan)) return true
    basic += 1
    return basic > MAX_BASIC
  })
  const isWorthIt = isMarked || folded.filter(Boolean).length >= MIN_ADVANCED
  return plans.map((plan, index) => ({ ...plan, advanced: isWorthIt && folded[index] === true }))
}

function isMain(plan: FieldPlan): boolean {
  return (plan.kind === 'text' && plan.rank !== undefined) || (plan.kind === 'file' && !plan.freeText)
}

function isTechnical(plan: FieldPlan): boolean {
  if (plan.kind === 'json' || plan.kind === 'group') return true
  if (plan.kind === 'list' && (plan.item.kind === 'group' || plan.item.kind === 'variants')) return true
  if (plan.kind === 'text' && plan.secret) return true
  return TECHNICAL.test(plan.key.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase())
}
